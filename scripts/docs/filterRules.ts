import { lint, RULES, showProblem } from "../../provider/filter";

/** docs/filter-rules.md: every lint rule with an example. */
export function filterRulesPage(): string {
  return `<!-- This page is generated from provider/filter/rules: edit the rules, then run \`npm run docs\`. -->

# Filter rules

\`pulumi preview\` and \`pulumi-confluent-sso validate\` check every filter by these rules. Programs read the id of a rule from
\`validate --json\` and \`validate --format github\`. Each example shows what is printed for a filter that breaks the rule.

## Errors

A filter with an error cannot work. It fails the preview.

${sectionsOf("error")}

## Warnings

A filter with a warning works, and is probably not what you intended. The setting \`confluent-sso:filterCheck\` turns warnings
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

/** What is printed about an example: of several problems the one that the rule finds. */
function printed(id: string, severity: "error" | "warning", example: string): string {
  const { failures, warnings } = lint(example);
  const problem = [...failures, ...warnings].find(({ rule }) => rule === id);
  if (problem === undefined) {
    throw new Error(`The rule ${id} finds nothing in its example.`);
  }
  return `${severity}: ${showProblem(example, problem)}`;
}
