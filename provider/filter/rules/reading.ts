import type { ReadingRuleId } from "../report";
import { defineRule, issueAt } from "./rule";

/** The rules that the lexer and the parser check while they read a filter: each row is one. */
const READING_RULES: Readonly<Record<ReadingRuleId, readonly [summary: string, example: string]>> = {
  empty: ["The filter is empty, or only white space.", " "],
  "control-character": ["The filter contains a control character.", "kafka\u0007"],
  "stringified-output": [
    "The filter contains what Pulumi writes in place of an Output in a template literal.",
    "env-Calling [toString] on an [Output<T>] is not supported.-admins",
  ],
  "unclosed-quote": ["A quote is never closed.", '"kafka in groups'],
  "typographic-quote": ["A typographic quote stands in place of a straight one.", "“kafka” in groups"],
  "unquoted-text": [
    "A word that CEL cannot read, such as the name of a group, is not in quotes.",
    "Domänen-Admins in groups",
  ],
  "invalid-escape": [
    "A backslash in quotes begins an escape sequence that CEL does not have.",
    '"CORP\\kafka" in groups',
  ],
  "number-out-of-range": ["A number does not fit into 64 bits.", "99999999999999999999 in groups"],
  "unknown-operator": ["An operator is not one of CEL's.", '"kafka" in groups & "sre" in groups'],
  "unexpected-character": ["A character has no meaning in CEL.", '"kafka" in groups;'],
  "unmatched-bracket": ["A bracket has no partner.", '("kafka" in groups'],
  "word-as-operator": [
    "A word such as `and` stands in place of an operator.",
    '"kafka" in groups and "sre" in groups',
  ],
  "reserved-word": ["CEL reserves this word.", 'if ("kafka" in groups)'],
  "block-comment": ["A comment begins with `/*` in place of `//`.", '"kafka" in groups /* admins */'],
  "missing-operand": ["One side of an operator is missing.", '"kafka" in groups &&'],
  "missing-operator": ["There is no operator between two operands.", '"kafka" groups'],
  "missing-colon": ["A `?` has no `:`.", '"kafka" in groups ? true'],
  "macro-variable": [
    "The first argument of a macro such as `exists` is not a name.",
    'groups.exists("g", g == "kafka")',
  ],
  syntax: ["The expression is not valid CEL in another way.", '"kafka" in groups && ()'],
};

export const readingRules = Object.entries(READING_RULES).map(([id, [summary, example]]) =>
  defineRule({
    id: id as ReadingRuleId,
    severity: "error",
    summary,
    example,
    check: ({ reading }) =>
      reading.kind === "invalid" && reading.problem.rule === id ? [reading.problem] : [],
  }),
);

export const skipped = defineRule({
  id: "skipped",
  severity: "warning",
  summary: "The filter is too long, too deep, or of a rare kind, and was not checked.",
  example: 'Group{name: "kafka"} in groups',
  check: ({ reading, text }) =>
    reading.kind === "skipped"
      ? [
          issueAt(
            { start: 0, end: text.length },
            `the filter was not checked: it ${reading.why}`,
            "It is sent as it stands",
          ),
        ]
      : [],
});
