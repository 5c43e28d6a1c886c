import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { lint, RULES, showProblem } from "../../provider/filter";
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

/** Returns docs/filter-rules.md: every lint rule with an example. */
function filterRulesPage(): string {
  return `<!-- This page is generated from provider/filter/rules: edit the rules, then run \`npm run docs\`. -->

# Filter rules

\`pulumi preview\` and \`pulumi-confluent-sso validate\` check every filter with these rules. The rule ids are part of the output
of \`validate --json\` and \`validate --format github\`. Each example shows the output for a filter that violates the rule.

## Errors

A filter with an error is invalid. It fails the preview.

${sectionsOf("error")}

## Warnings

A filter with a warning is valid, but probably not what you intended. The setting \`confluent-sso:filterCheck\` turns warnings
into errors (\`error\`) or turns the checks off (\`off\`).

${sectionsOf("warning")}
`;
}

function sectionsOf(severity: "error" | "warning"): string {
  return RULES.filter((rule) => rule.severity === severity)
    .map(
      ({ id, summary, example }) =>
        `### ${id}\n\n${summary}\n\n\`\`\`\n${printed(id, severity, example)}\n\`\`\``,
    )
    .join("\n\n");
}

/** Returns the output for an example, with only the problem that the rule reports. */
function printed(id: string, severity: "error" | "warning", example: string): string {
  const { failures, warnings } = lint(example);
  const problem = [...failures, ...warnings].find(({ rule }) => rule === id);
  if (problem === undefined) {
    throw new Error(`The rule ${id} reports no problem in its example.`);
  }
  return `${severity}: ${showProblem(example, problem)}`;
}
