import { isAbsolute, relative, sep } from "node:path";

/** How an index.ts in the current folder names the module. */
export function moduleSpecifier(folder: string, esModules: boolean): string {
  const path = relative(".", folder).split(sep).join("/");
  const module = `${path === "" ? "" : `${path}/`}mappings${esModules ? ".js" : ""}`;
  return JSON.stringify(module.startsWith("../") || isAbsolute(module) ? module : `./${module}`);
}
