import fc from "fast-check";
import { parse } from "yaml";
import { type ImportedMapping, nativeNextSteps, nativeProgram } from "../../../cli/import";
import { textOfPage } from "../../docs/pages";
import { ODD_MAPPINGS } from "../../support/oddMappings";
import { runModule } from "../../support/runModule";

const TYPE = "confluent-sso:index:GroupMapping";

const MAPPINGS: ImportedMapping[] = ODD_MAPPINGS.map(
  ({ display_name: displayName, description, filter }, index) => {
    const inputs = { displayName, description, filter };
    return { name: `odd-${index}`, id: `group-odd${index}`, inputs, state: inputs };
  },
);

const KAFKA: ImportedMapping = {
  name: "kafka-administrators",
  id: "group-abc123",
  inputs: { displayName: "Kafka administrators", description: "", filter: '"kafka-admins" in groups' },
  state: { displayName: "", description: "", filter: "" },
};

/** What a program declares for a mapping, without a description that is the default. */
const declared = ({ inputs: { description, ...others } }: ImportedMapping) => ({
  ...others,
  ...(description !== "" && { description }),
});

interface YamlResource {
  readonly name: string;
  readonly type: string;
  readonly properties: Readonly<Record<string, string>>;
}

/** Returns the resources of a YAML program as Pulumi reads it: `$$` is a dollar sign, and `${` begins an expression. */
function resourcesIn(program: string): Record<string, YamlResource> {
  const plain = (_key: unknown, value: unknown) => {
    if (typeof value !== "string") {
      return value;
    }
    expect(value.replaceAll("$$", "")).not.toContain("${");
    return value.replaceAll("$$", "$");
  };
  return (parse(program, plain) as { resources: Record<string, YamlResource> }).resources;
}

describe("in YAML", () => {
  test("looks as if a person had written it", () => {
    expect(nativeProgram([KAFKA], "yaml")).toEqual({
      name: "mappings.yaml",
      content: `# Written by \`pulumi-confluent-sso import --native\`. You can edit this file.
resources:
  kafkaAdministrators:
    name: "kafka-administrators"
    type: confluent-sso:GroupMapping
    properties:
      displayName: "Kafka administrators"
      filter: '"kafka-admins" in groups'
`,
    });
  });

  test("declares exactly the mappings, with properties that schema.json has", () => {
    const { resources } = JSON.parse(textOfPage("schema.json")) as {
      resources: Record<
        string,
        { inputProperties: Record<string, { type: string }>; requiredInputs: string[] }
      >;
    };
    const schema = resources[TYPE];
    const found = Object.values(resourcesIn(nativeProgram(MAPPINGS, "yaml").content));
    expect(found.map(({ name }) => name)).toEqual(MAPPINGS.map(({ name }) => name));
    for (const [index, { type, properties }] of found.entries()) {
      expect(type.replace(":", ":index:")).toBe(TYPE);
      expect(properties).toEqual(MAPPINGS.map(declared)[index]);
      expect(Object.keys(properties)).toEqual(expect.arrayContaining(schema?.requiredInputs ?? [""]));
      const types = Object.keys(properties).map((name) => schema?.inputProperties[name]?.type);
      expect(new Set(types)).toEqual(new Set(["string"]));
    }
  });

  test("keeps any text, on one line, in characters that YAML allows", () => {
    const part = fc.oneof(
      fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
      fc.constantFrom("$", "${", "'", '"', "\\", "#", ": ", "- ", "\n", "🚀", "\ufffe", "\ud83d"),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 60 }), (parts) => {
        const text = parts.join("");
        const inputs = { displayName: text, description: `${text}'`, filter: `"${text}` };
        const { content } = nativeProgram([{ ...KAFKA, name: text, inputs }], "yaml");
        expect(content.split("\n")).toHaveLength(10);
        expect(content).not.toMatch(/[^\n\P{Cc}]|[\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\ufffe\uffff]/u);
        const [found] = Object.values(resourcesIn(content));
        const known = (value: string) => value.replace(/\p{Cs}/gu, "\ufffd");
        expect(found?.properties).toEqual({
          displayName: known(text),
          description: known(inputs.description),
          filter: known(inputs.filter),
        });
      }),
      { numRuns: 100, interruptAfterTimeLimit: 30_000 },
    );
  });

  test("a name that Pulumi YAML reserves is not a key", () => {
    const { content } = nativeProgram([{ ...KAFKA, name: "pulumi" }], "yaml");
    expect(resourcesIn(content)).toMatchObject({ pulumi2: { name: "pulumi" } });
  });
});

describe("in TypeScript", () => {
  test("declares exactly the mappings, with the class that docs/languages.md shows", () => {
    const { name, content } = nativeProgram(MAPPINGS, "typescript");
    expect(name).toBe("mappings.ts");
    const resources: unknown[] = [];
    class CustomResource {
      readonly id = "group-a";
      constructor(...declaration: unknown[]) {
        resources.push(declaration);
      }
    }
    const interpolate = (_texts: readonly string[], id: string) => `User:${id}`;
    const exported = runModule(content, { "@pulumi/pulumi": { CustomResource, interpolate } });
    expect(resources).toEqual(
      MAPPINGS.map((mapping) => [
        ...[TYPE, mapping.name],
        { principal: undefined, ...declared(mapping) },
        undefined,
      ]),
    );
    expect(exported).toHaveLength(MAPPINGS.length + 1);
    const [, preamble = ""] = /^(import \* as pulumi[^]*?^}\n)\nexport const/m.exec(content) ?? [];
    expect(preamble).toContain("export class GroupMapping");
    // In the main file of a program, what is exported becomes an output of the stack.
    expect(textOfPage("docs/languages.md")).toContain(preamble.replaceAll("export ", ""));
  });
});

describe("the steps afterward", () => {
  const OPTIONS = "--yes --skip-preview --generate-code=false --protect=false";

  test("are the plugin, the declaration, one import per mapping, and a preview", () => {
    const others = [
      { name: "it's", id: "group-b" },
      { name: "-x", id: "group-c" },
    ];
    expect(nativeNextSteps("sso", "typescript", [KAFKA, ...others], ["terraform state rm a"], []))
      .toBe(`# 1. Add the plugin to Pulumi.yaml, unless it is there, or is installed with \`pulumi plugin install\`:
#   plugins: { providers: [{ name: confluent-sso, path: node_modules/.bin }] }
# 2. Declare the mappings by adding this line to index.ts:
#   import "./sso/mappings";
# 3. Import them into the state:
pulumi import ${OPTIONS} ${TYPE} kafka-administrators group-abc123
pulumi import ${OPTIONS} ${TYPE} 'it'\\''s' group-b
pulumi import ${OPTIONS} -- ${TYPE} -x group-c
# 4. Verify that no changes are planned:
pulumi preview
# 5. Remove the mappings from the state of the previous project, in its folder. This deletes no mapping:
terraform state rm a
`);
  });

  test("name the file of a YAML program", () => {
    const steps = nativeNextSteps("sso", "yaml", [KAFKA], [], []);
    expect(steps).toContain(
      "# 2. Declare the mappings by copying the resources of sso/mappings.yaml to Pulumi.yaml.",
    );
    expect(steps).not.toContain("index.ts");
  });
});
