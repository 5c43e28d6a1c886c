import fc from "fast-check";
import { type ImportedMapping, importFiles } from "../../../cli/import";
import { ODD_MAPPINGS } from "../../support/oddMappings";
import { runModule } from "../../support/runModule";

type Declared = [name: string, args: Record<string, string>];

function mappingOf(name: string, inputs: ImportedMapping["inputs"]): ImportedMapping {
  return { name, id: `group-${name}`, inputs, state: inputs };
}

function programOf(mappings: readonly ImportedMapping[], adopt = false): string {
  const files = importFiles(mappings, adopt);
  expect(files.map(({ name }) => name)).toEqual(adopt ? ["mappings.ts"] : ["mappings.ts", "import.json"]);
  return files[0]?.content ?? "";
}

/** Runs a program as Node.js would, and returns what it declares. */
function run(program: string): { declared: Declared[]; exported: string[] } {
  const declared: Declared[] = [];
  const GroupMapping = function (...declaration: Declared) {
    declared.push(declaration);
  };
  const exported = runModule(program, { "pulumi-confluent-sso": { GroupMapping } });
  return { declared, exported };
}

const expected = ({ name, inputs: { description, ...others } }: ImportedMapping, more = {}): Declared => [
  name,
  { ...others, ...(description !== "" && { description }), ...more },
];

/** Strings of any UTF-16 code units, including lone surrogates, and of characters that are special in a program. */
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

function mappingsOf(text: fc.Arbitrary<string>): fc.Arbitrary<ImportedMapping[]> {
  return fc.uniqueArray(
    fc
      .record({ name: text, displayName: text, description: text, filter: text })
      .map(({ name, ...inputs }) => mappingOf(name, inputs)),
    { minLength: 1, maxLength: 8, selector: ({ name }) => name },
  );
}

test("the program declares exactly the mappings for any text", () => {
  fc.assert(
    fc.property(mappingsOf(anyText), fc.boolean(), (mappings, adopt) => {
      const { declared, exported } = run(programOf(mappings, adopt));
      expect(declared).toEqual(
        mappings.map((mapping) => expected(mapping, adopt ? { adoptId: mapping.id } : {})),
      );
      expect(exported).toHaveLength(mappings.length);
    }),
    { numRuns: 100, interruptAfterTimeLimit: 30_000 },
  );
});

test("the program looks as if a person had written it", () => {
  const program = programOf([
    mappingOf("kafka-administrators", {
      displayName: "Kafka administrators",
      description: "",
      filter: '"kafka-admins" in groups',
    }),
    mappingOf("quotes", {
      displayName: "It's",
      description: `It's of "both" kinds`,
      filter: "kafka-admins",
    }),
  ]);
  expect(program).toBe(`// Written by \`pulumi-confluent-sso import\`. You can edit this file.
import { GroupMapping } from "pulumi-confluent-sso";

export const kafkaAdministrators = new GroupMapping("kafka-administrators", {
  displayName: "Kafka administrators",
  filter: '"kafka-admins" in groups',
});

export const quotes = new GroupMapping("quotes", {
  displayName: "It's",
  description: "It's of \\"both\\" kinds",
  filter: "kafka-admins",
});
`);
});

test("the program contains no invisible or bidirectional control characters", () => {
  const mappings = ODD_MAPPINGS.map(({ display_name: displayName, description, filter }, index) =>
    mappingOf(`odd-${index}`, { displayName, description, filter }),
  );
  expect(mappings).toHaveLength(25);
  const program = programOf(mappings);
  expect(program).not.toMatch(/[\p{Zl}\p{Zp}\p{Bidi_Control}\u00a0\ufeff\t\r]/u);
  expect(program).toContain(String.raw`"\u202egnp.exe"`);
});

test.each([
  ["o-brien-s-team", "O'Brien's team", "oBriensTeam"],
  ["o-brien-s-team-group-b", "O’Brien’s Team", "oBriensTeamGroupB"],
  ["r-d", "R&D", "rAndD"],
  ["teams-r-d", "R & D", "teamsRAndD"],
  ["O'Brien's R&D", "another name", "oBriensRAndD"],
  ["l-equipe", "L'equipe", "lEquipe"],
  ["kafka-admins", "Kafka admins", "kafkaAdmins"],
  ["group-a", "🙂", "groupA"],
  ["x".repeat(50), "x".repeat(80), "x".repeat(50)],
])("the resource %p of the mapping %p gets the constant %p", (name, displayName, constant) => {
  const inputs = { displayName, description: "", filter: "b" };
  expect(run(programOf([mappingOf(name, inputs)])).exported).toEqual([constant]);
});

test.each(["class", "new", "await", "exports", "module", "GroupMapping", "undefined", "2fa", "🙂", "", "_"])(
  "the resource %p gets a valid constant name",
  (name) => {
    const inputs = { displayName: "a", description: "", filter: "b" };
    const { declared, exported } = run(programOf([mappingOf(name, inputs), mappingOf(`${name}.`, inputs)]));
    expect(declared.map(([resource]) => resource)).toEqual([name, `${name}.`]);
    expect(new Set(exported).size).toBe(2);
  },
);
