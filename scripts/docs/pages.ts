import { filterRulesPage } from "./filterRules";

/** The pages of docs/ that follow from code, by their paths in the repository. `npm run docs` writes them. */
export const PAGES: ReadonlyMap<string, () => string> = new Map([["docs/filter-rules.md", filterRulesPage]]);
