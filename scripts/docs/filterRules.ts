import { lint, RULES, showProblem } from "../../provider/filter";

/** Returns docs/filter-rules.md: every lint rule with an example. */
export function filterRulesPage(): string {
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
