import { columnsOf } from "./columns";
import { stringLiteral } from "./stringLiteral";

/** The columns of a line, Prettier's default: a project that uses it has nothing to reformat. */
const LINE = 80;

/**
 * The declaration of a group mapping in TypeScript, as a constant that is exported.
 *
 * @param options the options of the resource that are switched on
 */
export function declarationOf(
  identifier: string,
  name: string,
  properties: readonly (readonly [string, string])[],
  options: readonly string[] = [],
): string {
  const start = `export const ${identifier} = new GroupMapping(`;
  const literal = stringLiteral(name);
  const oneLine = `${start}${literal}, {`;
  if (options.length === 0 && columnsOf(oneLine) <= LINE) {
    return [oneLine, ...properties.map(propertyWith("  ")), "});"].join("\n");
  }
  const more =
    options.length === 0 ? [] : [`  { ${options.map((option) => `${option}: true`).join(", ")} },`];
  return [start, `  ${literal},`, "  {", ...properties.map(propertyWith("    ")), "  },", ...more, ");"].join(
    "\n",
  );
}

function propertyWith(indent: string): (property: readonly [string, string]) => string {
  return ([key, value]) => {
    const literal = stringLiteral(value);
    const line = `${indent}${key}: ${literal},`;
    return columnsOf(line) <= LINE ? line : `${indent}${key}:\n${indent}  ${literal},`;
  };
}
