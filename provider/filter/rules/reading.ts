import { READING_RULES, type ReadingRuleId } from "../report";
import { defineRule, issueAt } from "./rule";

export const readingRules = Object.entries(READING_RULES).map(([id, [summary, example]]) =>
  defineRule({
    id: id as ReadingRuleId,
    severity: "error",
    summary,
    example,
    check: ({ reading }) =>
      reading.kind === "invalid" && reading.problem.rule === id ? reading.problem : undefined,
  }),
);

export const skipped = defineRule({
  id: "skipped",
  severity: "warning",
  summary: "The filter is too long, too deep, or of a rare kind, and was not checked.",
  example: 'Group{name: "kafka"} in groups',
  check: ({ reading, text }) =>
    reading.kind === "skipped"
      ? issueAt(
          { start: 0, end: text.length },
          `the filter was not checked: it ${reading.why}`,
          "It is sent unchanged",
        )
      : undefined,
});
