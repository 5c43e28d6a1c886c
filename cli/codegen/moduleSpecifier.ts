import { readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { escapeUnsafe } from "../../provider/errors";

/** Returns how an index.ts in the current folder imports the `mappings` module of a folder: `"./sso/mappings"`. */
export function moduleSpecifier(folder: string): string {
  const path = join(relative(".", folder), "mappings").split(sep).join("/");
  return escapeUnsafe(
    JSON.stringify(`${path.startsWith("../") ? "" : "./"}${path}${hasEsModules() ? ".js" : ""}`),
  );
}

/** Whether the package.json of the current folder says that its modules are ES modules. Their imports name the file. */
function hasEsModules(): boolean {
  try {
    return (JSON.parse(readFileSync("package.json", "utf8")) as { type?: unknown }).type === "module";
  } catch {
    return false;
  }
}
