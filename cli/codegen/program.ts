import type { Inputs } from "../../provider/wire";
import { jsonText, type NewFile } from "../io";
import { identifiersFor } from "./identifiers";
import { stringLiteral } from "./literals";
import { readableName } from "./resourceNames";

interface DeclaredMapping {
  /** The unique name of its resource. */
  readonly name: string;
  readonly inputs: Inputs;
  readonly adoptId?: string | undefined;
  /** The resource options to enable. */
  readonly options?: readonly string[];
}

/** Returns a TypeScript module that declares the mappings and exports each resource. */
export function programFile(
  command: "import" | "export",
  packageName: string,
  mappings: readonly DeclaredMapping[],
): NewFile {
  const readable = mappings.map(({ name, inputs }) => readableName(name, inputs.displayName));
  const identifiers = identifiersFor(readable);
  const declarations = mappings.map(({ name, inputs, adoptId, options = [] }, index) => {
    // An empty description is the default.
    const properties = { ...inputs, description: inputs.description || undefined, adoptId };
    return [
      `export const ${identifiers[index] ?? ""} = new GroupMapping(${stringLiteral(name)}, {`,
      ...Object.entries(properties).flatMap(([key, value]) =>
        value === undefined ? [] : [`  ${key}: ${stringLiteral(value)},`],
      ),
      options.length === 0 ? "});" : `}, { ${options.map((option) => `${option}: true`).join(", ")} });`,
    ].join("\n");
  });
  const content = [
    `// Written by \`pulumi-confluent-sso ${command}\`. You can edit this file.`,
    `import { GroupMapping } from "${packageName}";`,
    ...declarations.map((declaration) => `\n${declaration}`),
    "",
  ].join("\n");
  return { name: "mappings.ts", content };
}

/** Returns the file for `pulumi import -f`. */
export function importFile(resources: readonly object[]): NewFile {
  return { name: "import.json", content: jsonText({ resources }) };
}
