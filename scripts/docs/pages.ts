import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { filterRulesPage } from "./filterRules";
import { schemaFile } from "./schema";
import { aligned, code, withSettings } from "./settings";

/** The pages that `npm run docs` generates from code, by path in the repository. */
export const PAGES: ReadonlyMap<string, () => string> = new Map([
  ["docs/allowed-imports.md", allowedImportsPage],
  ["docs/configuration.md", () => withSettings(readFileSync("docs/configuration.md", "utf8"))],
  ["docs/filter-rules.md", filterRulesPage],
  ["schema.json", schemaFile],
]);

/** Returns docs/allowed-imports.md, which shows the folders that each folder may import. */
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

Each folder has an index.ts that exports what other folders may import. A folder may import only the folders in its row, through
their index.ts. Circular imports are not allowed. \`npm run check:architecture\` enforces the table.

${aligned([["folder", "may import"], ...folders])}
A few files can be imported directly:

${aligned([["file", "imported by", "why"], ...files])}`;
}
