import type { Inputs } from "../../provider/wire";
import { jsonText, type NewFile } from "../io";
import { identifiersFor } from "./identifiers";
import { stringLiteral, yamlText } from "./literals";
import { readableName } from "./resourceNames";

export interface DeclaredMapping {
  /** The unique name of its resource. */
  readonly name: string;
  readonly inputs: Inputs;
  readonly adoptId?: string | undefined;
  /** The resource options to enable. */
  readonly options?: readonly string[];
}

/**
 * Returns a TypeScript module that declares the mappings and exports each resource.
 * @param preamble what declares the class GroupMapping
 */
export function programFile(
  command: string,
  preamble: string,
  mappings: readonly DeclaredMapping[],
): NewFile {
  const identifiers = identifiersOf(mappings);
  const declarations = mappings.map(({ name, options = [], ...mapping }, index) =>
    [
      `export const ${identifiers[index] ?? ""} = new GroupMapping(${stringLiteral(name)}, {`,
      ...propertiesOf(mapping).map(([key, value]) => `  ${key}: ${stringLiteral(value)},`),
      options.length === 0 ? "});" : `}, { ${options.map((option) => `${option}: true`).join(", ")} });`,
    ].join("\n"),
  );
  const content = [writtenBy("//", command), preamble, ...declarations.map((one) => `\n${one}`), ""];
  return { name: "mappings.ts", content: content.join("\n") };
}

/** Returns the part of a program in Pulumi YAML that declares the mappings, for the provider plugin. */
export function yamlFile(command: string, mappings: readonly DeclaredMapping[]): NewFile {
  const identifiers = identifiersOf(mappings);
  const resources = mappings.flatMap(({ name, ...mapping }, index) => [
    `  ${identifiers[index] ?? ""}:`,
    `    name: ${yamlText(name)}`,
    "    type: confluent-sso:GroupMapping",
    "    properties:",
    ...propertiesOf(mapping).map(([key, value]) => `      ${key}: ${yamlText(value)}`),
  ]);
  const content = [writtenBy("#", command), "resources:", ...resources, ""];
  return { name: "mappings.yaml", content: content.join("\n") };
}

/** Returns the file for `pulumi import -f`. */
export function importFile(resources: readonly object[]): NewFile {
  return { name: "import.json", content: jsonText({ resources }) };
}

function writtenBy(comment: string, command: string): string {
  return `${comment} Written by \`pulumi-confluent-sso ${command}\`. You can edit this file.`;
}

function identifiersOf(mappings: readonly DeclaredMapping[]): string[] {
  return identifiersFor(mappings.map(({ name, inputs }) => readableName(name, inputs.displayName)));
}

/** Returns the properties to declare. An empty description is the default. */
function propertiesOf({ inputs, adoptId }: Omit<DeclaredMapping, "name">): [string, string][] {
  return Object.entries({ ...inputs, adoptId }).flatMap(([key, value]): [string, string][] =>
    value === undefined || (key === "description" && value === "") ? [] : [[key, value]],
  );
}
