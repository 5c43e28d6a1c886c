import { existsSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { escapeUnsafe } from "../../provider/errors";

/** Returns how the index.ts of a project imports the `mappings` module of a folder: `"./sso/mappings"`. */
export function moduleSpecifier(folder: string, project = "."): string {
  const path = join(relative(project, folder), "mappings").split(sep).join("/");
  const specifier = `${path.startsWith("../") ? "" : "./"}${path}${hasEsModules(project) ? ".js" : ""}`;
  return escapeUnsafe(JSON.stringify(specifier));
}

/** Whether the package.json of a folder says that its modules are ES modules. Their imports name the file. */
function hasEsModules(folder: string): boolean {
  const path = join(folder, "package.json");
  return existsSync(path) && /"type"\s*:\s*"module"/.test(readFileSync(path, "utf8"));
}
