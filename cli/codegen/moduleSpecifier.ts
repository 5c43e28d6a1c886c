import { readFileSync } from "node:fs";
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
  try {
    const { type } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { type?: unknown };
    return type === "module";
  } catch {
    return false;
  }
}
