import { readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { escapeUnsafe } from "../../provider/errors";

/** Returns the module specifier with which a project's index.ts imports `mappings` from a folder: `"./sso/mappings"`. */
export function moduleSpecifier(folder: string, project = "."): string {
  const path = join(relative(project, folder), "mappings").split(sep).join("/");
  const specifier = `${path.startsWith("../") ? "" : "./"}${path}${hasEsModules(project) ? ".js" : ""}`;
  return escapeUnsafe(JSON.stringify(specifier));
}

/** Returns whether a folder's package.json declares ES modules, whose imports need a file extension. */
function hasEsModules(folder: string): boolean {
  try {
    const { type } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { type?: unknown };
    return type === "module";
  } catch {
    return false;
  }
}
