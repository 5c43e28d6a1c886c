import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { filterRulesPage } from "./filterRules";
import { schemaFile } from "./schema";
import { aligned, code, withSettings } from "./settings";

/** The pages that follow from code, by their paths in the repository. `npm run docs` writes them. */
export const PAGES: ReadonlyMap<string, () => string> = new Map([
  ["docs/allowed-imports.md", allowedImportsPage],
  ["docs/configuration.md", () => withSettings(readFileSync("docs/configuration.md", "utf8"))],
  ["docs/filter-rules.md", filterRulesPage],
  ["schema.json", schemaFile],
]);

/** docs/allowed-imports.md: which folder may import which. */
function allowedImportsPage(): string {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- dependency-cruiser reads the same file, which must be JavaScript
  const { FOLDERS, FILES } = require(resolve("scripts/allowedImports.cjs")) as {
    FOLDERS: Record<string, readonly string[]>;
    FILES: readonly { file: string; from: readonly string[]; why: string }[];
  };
  const list = (folders: readonly string[]) => folders.map((folder) => code(`${folder}/`)).join(", ");
  const folders = Object.entries(FOLDERS).map(([folder, others]) => [
    code(`${folder}/`),
    list(others) || "nothing",
  ]);
  const files = FILES.map(({ file, from, why }) => [code(file), list(from), why]);
  return `<!-- This page is generated from scripts/allowedImports.cjs: edit that file, then run \`npm run docs\`. -->

# Allowed imports

Each folder has an index.ts that lists what others may import. A folder imports the folders in its row, by their index, and no
other folder of ours. No chain of folders leads back. \`npm run check:architecture\` enforces the table.

${aligned([["folder", "may import"], ...folders])}
A few files are imported by their own name:

${aligned([["file", "imported by", "why"], ...files])}`;
}
