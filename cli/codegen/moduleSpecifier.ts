import { readFileSync } from "node:fs";
import { isAbsolute, join, relative, sep } from "node:path";
import { isObject } from "../../provider/wire";

/** Returns how an index.ts in the current folder imports the `mappings` module of a folder. */
export function moduleSpecifier(folder: string, esModules: boolean): string {
  const path = relative(".", folder).split(sep).join("/");
  const module = `${path === "" ? "" : `${path}/`}mappings${esModules ? ".js" : ""}`;
  return JSON.stringify(module.startsWith("../") || isAbsolute(module) ? module : `./${module}`);
}

/** Whether the package.json of a folder says that its modules are ES modules. Their imports name the file. */
export function hasEsModules(folder: string): boolean {
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    return isObject(manifest) && manifest["type"] === "module";
  } catch {
    return false;
  }
}
