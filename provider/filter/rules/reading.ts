import { issueAt, READING_RULES, type ReadingRuleId } from "../report";
import { branchProblems, typeProblems } from "../types";
import { type Rule, warning } from "./rule";

export const readingRules = Object.entries(READING_RULES).map(
  ([id, [summary, example]]): Rule<ReadingRuleId> => ({
    id: id as ReadingRuleId,
    severity: "error",
    summary,
    example,
    check: ({ reading }) =>
      reading.kind === "invalid" && reading.problem.rule === id ? reading.problem : undefined,
  }),
);

export const skipped = warning(
  "skipped",
  "The filter was not checked, because it is too long, nested too deeply, or uses rare CEL syntax.",
  'Group{name: "kafka"} in groups',
  ({ reading, text }) =>
    reading.kind === "skipped"
      ? issueAt(
          { start: 0, end: text.length },
          `the filter was not checked: it ${reading.why}`,
          "It is sent unchanged",
        )
      : undefined,
);

export const typeMismatch: Rule<"type-mismatch"> = {
  id: "type-mismatch",
  severity: "error",
  summary: "An operand, or the whole filter, has a type that can never be valid there.",
  example: 'groups == "kafka"',
  // Suggestions for errors come from repairs.ts.
  check: ({ types }) => types && typeProblems(types).map((issue) => issueAt(issue, issue.message)),
};

export const nonBooleanBranch = warning(
  "non-boolean-branch",
  "One branch of `condition ? a : b` is not a condition, so users for whom CEL selects it never match.",
  '"kafka" in groups ? "sre" : "ops" in groups',
  ({ types }) => types && branchProblems(types),
);
