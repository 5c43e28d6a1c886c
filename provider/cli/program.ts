import { columnsOf } from "./columns";
import { identifiersFor } from "./identifiers";
import type { ImportedMapping } from "./matchUp";
import { stringLiteral } from "./stringLiteral";

export interface ProgramOptions {
  /** Each resource takes its mapping over (`adoptId`), instead of being in the state already. */
  readonly adopt: boolean;
}

/** The columns of a line, Prettier's default: a project that uses it has nothing to reformat. */
const LINE = 80;

/** A TypeScript module that declares these mappings and exports each resource. */
export function programOf(mappings: readonly ImportedMapping[], { adopt }: ProgramOptions): string {
  const identifiers = identifiersFor(mappings.map(({ name }) => name));
  const declarations = mappings.map(({ name, id, inputs }, index) =>
    declarationOf(identifiers[index] ?? "", name, [
      ["displayName", inputs.displayName],
      // An empty description is the default.
      ...(inputs.description === "" ? [] : [["description", inputs.description] as const]),
      ["filter", inputs.filter],
      ...(adopt ? [["adoptId", id] as const] : []),
    ]),
  );
  return [
    "// Written by `pulumi-confluent-sso import`, and yours from here on.",
    'import { GroupMapping } from "pulumi-confluent-sso";',
    ...declarations.map((declaration) => `\n${declaration}`),
    "",
  ].join("\n");
}

function declarationOf(
  identifier: string,
  name: string,
  properties: readonly (readonly [string, string])[],
): string {
  const start = `export const ${identifier} = new GroupMapping(`;
  const literal = stringLiteral(name);
  const oneLine = `${start}${literal}, {`;
  return columnsOf(oneLine) <= LINE
    ? [oneLine, ...properties.map(propertyWith("  ")), "});"].join("\n")
    : [start, `  ${literal},`, "  {", ...properties.map(propertyWith("    ")), "  },", ");"].join("\n");
}

function propertyWith(indent: string): (property: readonly [string, string]) => string {
  return ([key, value]) => {
    const literal = stringLiteral(value);
    const line = `${indent}${key}: ${literal},`;
    return columnsOf(line) <= LINE ? line : `${indent}${key}:\n${indent}  ${literal},`;
  };
}
