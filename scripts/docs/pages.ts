import { readFileSync } from "node:fs";
import { allowedImportsPage } from "./allowedImports";
import { filterRulesPage } from "./filterRules";
import { withSettings } from "./settings";

/** The pages that follow from code, by their paths in the repository. `npm run docs` writes them. */
export const PAGES: ReadonlyMap<string, () => string> = new Map([
  ["README.md", () => withSettings(readFileSync("README.md", "utf8"))],
  ["docs/allowed-imports.md", allowedImportsPage],
  ["docs/filter-rules.md", filterRulesPage],
]);
