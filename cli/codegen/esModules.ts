import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Whether modules in a folder are those of ECMAScript: its package.json says so. There an import names the file. */
export function hasEsModules(folder: string): boolean {
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    return (
      typeof manifest === "object" && manifest !== null && "type" in manifest && manifest.type === "module"
    );
  } catch {
    return false;
  }
}
