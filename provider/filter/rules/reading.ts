import type { ReadingRuleId } from "../report";
import { defineRule, type Rule } from "./rule";

/** The rules that the lexer and the parser check while they read a filter: each row is one. */
const READING_RULES: Readonly<Record<ReadingRuleId, { readonly summary: string; readonly example: string }>> =
  {
    empty: { summary: "The filter is empty, or only white space.", example: " " },
    "control-character": { summary: "The filter contains a control character.", example: "kafka\u0007" },
    "unclosed-quote": { summary: "A quote is never closed.", example: '"kafka in groups' },
    "typographic-quote": {
      summary: "A typographic quote stands in place of a straight one.",
      example: "“kafka” in groups",
    },
    "unquoted-text": {
      summary: "A word that CEL cannot read, such as the name of a group, is not in quotes.",
      example: "Domänen-Admins in groups",
    },
    "invalid-escape": {
      summary: "A backslash in quotes begins an escape sequence that CEL does not have.",
      example: '"CORP\\kafka" in groups',
    },
    "number-out-of-range": {
      summary: "A number does not fit into 64 bits.",
      example: "99999999999999999999 in groups",
    },
    "unknown-operator": {
      summary: "An operator is not one of CEL's.",
      example: '"kafka" in groups & "sre" in groups',
    },
    "unexpected-character": { summary: "A character has no meaning in CEL.", example: '"kafka" in groups;' },
    "unmatched-bracket": { summary: "A bracket has no partner.", example: '("kafka" in groups' },
    "word-as-operator": {
      summary: "A word such as `and` stands in place of an operator.",
      example: '"kafka" in groups and "sre" in groups',
    },
    "reserved-word": { summary: "CEL reserves this word.", example: 'if ("kafka" in groups)' },
    "block-comment": {
      summary: "A comment begins with `/*` in place of `//`.",
      example: '"kafka" in groups /* admins */',
    },
    "missing-operand": {
      summary: "One side of an operator is missing.",
      example: '"kafka" in groups &&',
    },
    "missing-operator": {
      summary: "There is no operator between two operands.",
      example: '"kafka" groups',
    },
    "missing-colon": { summary: "A `?` has no `:`.", example: '"kafka" in groups ? true' },
    "macro-variable": {
      summary: "The first argument of a macro such as `exists` is not a name.",
      example: 'groups.exists("g", g == "kafka")',
    },
    syntax: {
      summary: "The expression is not valid CEL in another way.",
      example: '"kafka" in groups && ()',
    },
  };

export const readingRules = Object.entries(READING_RULES).map(([id, row]) =>
  readingRule(id as ReadingRuleId, row),
);

function readingRule(
  id: ReadingRuleId,
  { summary, example }: { readonly summary: string; readonly example: string },
): Rule<ReadingRuleId> {
  return defineRule({
    id,
    severity: "error",
    summary,
    example,
    check: ({ reading }) =>
      reading.kind === "invalid" && reading.problem.rule === id ? [reading.problem] : [],
  });
}

export const skipped = defineRule({
  id: "skipped",
  severity: "warning",
  summary: "The filter is too long, too deep, or of a rare kind, and was not checked.",
  example: 'Group{name: "kafka"} in groups',
  check: ({ reading, text }) =>
    reading.kind === "skipped"
      ? [
          {
            message: `the filter was not checked: it ${reading.why}`,
            suggestion: "It is sent as it stands",
            start: 0,
            end: text.length,
          },
        ]
      : [],
});
