import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { filterRulesPage } from "./filterRules";
import { aligned, code, withSettings } from "./settings";

/** The pages that follow from code, by their paths in the repository. `npm run docs` writes them. */
export const PAGES: ReadonlyMap<string, () => string> = new Map([
  ["README.md", () => withSettings(readFileSync("README.md", "utf8"))],
  ["docs/allowed-imports.md", allowedImportsPage],
  ["docs/filter-rules.md", filterRulesPage],
]);

/** docs/allowed-imports.md: which folder may import which. */
function allowedImportsPage(): string {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- dependency-cruiser reads the same file, which must be JavaScript
  const allowed = require(resolve("scripts/allowedImports.cjs")) as Record<string, readonly string[]>;
  const rows = Object.entries(allowed).map(([folder, others]) => [
    code(`${folder}/`),
    others.map((other) => code(`${other}/`)).join(", ") || "nothing",
  ]);
  return `<!-- This page is generated from scripts/allowedImports.cjs: edit that file, then run \`npm run docs\`. -->

# Allowed imports

Each folder has an index.ts that lists what others may import. A folder imports the folders in its row, by their index, and no
other folder of ours. No chain of folders leads back. \`npm run check:architecture\` enforces the table.

${aligned([["folder", "may import"], ...rows])}
A few files are imported by their own name. \`.dependency-cruiser.cjs\` lists them with the reasons.
`;
}
