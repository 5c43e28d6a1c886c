import type { Inputs } from "../../provider/wire";
import { identifiersFor } from "./identifiers";
import { stringLiteral } from "./literals";

/** A group mapping as a program declares it. */
interface DeclaredMapping {
  /** The name of its resource, unique. */
  readonly name: string;
  readonly inputs: Inputs;
  readonly adoptId?: string | undefined;
  /** The options of the resource that are switched on. */
  readonly options?: readonly string[];
}

/** Returns a TypeScript module that declares these mappings and exports each resource. */
export function programOf(
  command: "import" | "export",
  packageName: string,
  mappings: readonly DeclaredMapping[],
): string {
  const identifiers = identifiersFor(mappings.map(({ name }) => name));
  const declarations = mappings.map(({ name, inputs, adoptId, options = [] }) => {
    // An empty description is the default.
    const properties = { ...inputs, description: inputs.description || undefined, adoptId };
    return [
      `export const ${identifiers.get(name) ?? ""} = new GroupMapping(${stringLiteral(name)}, {`,
      ...Object.entries(properties).flatMap(([key, value]) =>
        value === undefined ? [] : [`  ${key}: ${stringLiteral(value)},`],
      ),
      options.length === 0 ? "});" : `}, { ${options.map((option) => `${option}: true`).join(", ")} });`,
    ].join("\n");
  });
  return [
    `// Written by \`pulumi-confluent-sso ${command}\`, and yours from here on.`,
    `import { GroupMapping } from "${packageName}";`,
    ...declarations.map((declaration) => `\n${declaration}`),
    "",
  ].join("\n");
}
