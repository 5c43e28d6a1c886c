import { branchProblems, typeProblems } from "../types";
import { defineRule } from "./rule";

export const typeMismatch = defineRule({
  id: "type-mismatch",
  severity: "error",
  summary: "An operand, or the whole filter, has a type with which the expression can never work.",
  example: 'groups == "kafka"',
  // Suggestions for errors come from repairs.ts.
  check: ({ types }) =>
    types === undefined
      ? []
      : typeProblems(types).map((issue) => ({ ...issue, suggestion: "", replacement: undefined })),
});

export const nonBooleanBranch = defineRule({
  id: "non-boolean-branch",
  severity: "warning",
  summary:
    "One branch of `condition ? a : b` is not a condition, so users for whom CEL selects it never match.",
  example: '"kafka" in groups ? "sre" : "ops" in groups',
  check: ({ types }) => (types === undefined ? [] : branchProblems(types)),
});
