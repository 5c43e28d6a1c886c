import { runInNewContext } from "node:vm";
import fc from "fast-check";
import * as estree from "prettier/plugins/estree";
import * as typescriptPlugin from "prettier/plugins/typescript";
import * as prettier from "prettier/standalone";
import ts from "typescript";
import type { ImportedMapping } from "../../../cli/import/matchUp";
import { programOf } from "../../../cli/import/program";
import { ODD_MAPPINGS } from "../../support/oddMappings";

type Declared = [name: string, args: Record<string, string>];

function mappingOf(name: string, inputs: ImportedMapping["inputs"]): ImportedMapping {
  return { name, id: `group-${name}`, inputs, state: inputs };
}

/** What a program declares, by running it as Node would: a module of CommonJS. */
function run(program: string): { declared: Declared[]; exported: string[] } {
  const { outputText, diagnostics } = ts.transpileModule(program, {
    reportDiagnostics: true,
    compilerOptions: { target: ts.ScriptTarget.ES2020, module: ts.ModuleKind.CommonJS, strict: true },
  });
  expect(diagnostics).toEqual([]);
  const declared: Declared[] = [];
  const GroupMapping = function (...declaration: Declared) {
    declared.push(declaration);
  };
  const loaded: string[] = [];
  const load = (name: string) => {
    loaded.push(name);
    return { GroupMapping };
  };
  const exported = {};
  // As Node wraps a module: what its parameters are called no constant can be called.
  const wrapped = `(function (exports, require, module, __filename, __dirname) {${outputText}\n})`;
  (runInNewContext(wrapped) as (...args: unknown[]) => void)(exported, load, {}, "", "");
  expect(loaded).toEqual(["pulumi-confluent-sso"]);
  return { declared, exported: Object.keys(exported) };
}

async function formatted(program: string): Promise<string> {
  return prettier.format(program, { parser: "typescript", plugins: [typescriptPlugin, estree] });
}

const expected = ({ name, inputs: { description, ...others } }: ImportedMapping, more = {}): Declared => [
  name,
  { ...others, ...(description !== "" && { description }), ...more },
];

/** Texts of any units of UTF-16, halves of characters among them, and of what is special in a program. */
const anyText = fc
  .array(
    fc.oneof(
      fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
      fc.constantFrom(
        '"',
        "'",
        "\\",
        "`",
        "${",
        "}",
        "\n",
        "\r\n",
        "\u2028",
        "*/",
        "//",
        "\ud83d",
        "\ude42",
        "🚀",
      ),
    ),
    { maxLength: 100 },
  )
  .map((parts) => parts.join(""));

/** Texts whose width nobody disagrees about. */
const plainText = fc
  .array(
    fc.oneof(
      fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)),
      fc.constantFrom(
        "ä",
        "ß",
        "管",
        "の",
        "カ",
        "조",
        "＃",
        "🚀",

        "👩‍👩‍👧",
        "⚙️",
        "©",
        "e\u0301",
        "\n",
        "\t",
        "\u00a0",
        '"',
        "'",
      ),
    ),
    { maxLength: 90 },
  )
  .map((parts) => parts.join(""));

function mappingsOf(text: fc.Arbitrary<string>): fc.Arbitrary<ImportedMapping[]> {
  return fc.uniqueArray(
    fc
      .record({ name: text, displayName: text, description: text, filter: text })
      .map(({ name, ...inputs }) => mappingOf(name, inputs)),
    { minLength: 1, maxLength: 8, selector: ({ name }) => name },
  );
}

test("the program declares exactly the mappings, whatever their texts hold", () => {
  fc.assert(
    fc.property(mappingsOf(anyText), fc.boolean(), (mappings, adopt) => {
      const { declared, exported } = run(programOf(mappings, { adopt }));
      expect(declared).toEqual(
        mappings.map((mapping) => expected(mapping, adopt ? { adoptId: mapping.id } : {})),
      );
      expect(exported).toHaveLength(mappings.length);
    }),
    { numRuns: 100, interruptAfterTimeLimit: 30_000 },
  );
});

test("Prettier has nothing to change in it", async () => {
  await fc.assert(
    fc.asyncProperty(mappingsOf(plainText), fc.boolean(), async (mappings, adopt) => {
      const program = programOf(mappings, { adopt });
      expect(await formatted(program)).toBe(program);
    }),
    { numRuns: 100, interruptAfterTimeLimit: 30_000 },
  );
});

test("is what one would have written by hand", () => {
  const program = programOf(
    [
      mappingOf("kafka-administrators", {
        displayName: "Kafka administrators",
        description: "",
        filter: '"kafka-admins" in groups',
      }),
      mappingOf("a-name-that-is-too-long-for-the-first-line-of-its-declaration", {
        displayName: "It's",
        description: "A description that is too long to stand on the line of its name, as they often are",
        filter: "kafka-admins",
      }),
    ],
    { adopt: false },
  );
  expect(program).toBe(`// Written by \`pulumi-confluent-sso import\`, and yours from here on.
import { GroupMapping } from "pulumi-confluent-sso";

export const kafkaAdministrators = new GroupMapping("kafka-administrators", {
  displayName: "Kafka administrators",
  filter: '"kafka-admins" in groups',
});

export const aNameThatIsTooLongForTheFirstLineOfItsDe = new GroupMapping(
  "a-name-that-is-too-long-for-the-first-line-of-its-declaration",
  {
    displayName: "It's",
    description:
      "A description that is too long to stand on the line of its name, as they often are",
    filter: "kafka-admins",
  },
);
`);
});

test("nothing in it is invisible or turns the direction of writing", () => {
  const mappings = ODD_MAPPINGS.map(({ display_name: displayName, description, filter }, index) =>
    mappingOf(`odd-${index}`, { displayName, description, filter }),
  );
  expect(mappings).toHaveLength(25);
  const program = programOf(mappings, { adopt: false });
  expect(program).not.toMatch(/[\p{Zl}\p{Zp}\p{Bidi_Control}\u00a0\ufeff\t\r]/u);
  expect(program).toContain(String.raw`"\u202egnp.exe"`);
});

test.each(["class", "new", "await", "exports", "module", "GroupMapping", "undefined", "2fa", "🙂", "", "_"])(
  "a resource called %p gets a constant that there can be",
  (name) => {
    const inputs = { displayName: "a", description: "", filter: "b" };
    const { declared, exported } = run(
      programOf([mappingOf(name, inputs), mappingOf(`${name}.`, inputs)], { adopt: false }),
    );
    expect(declared.map(([resource]) => resource)).toEqual([name, `${name}.`]);
    expect(new Set(exported).size).toBe(2);
  },
);
