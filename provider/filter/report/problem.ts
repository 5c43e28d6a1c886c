/** A part of a filter, in UTF-16 units. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** A problem in a filter. Both ends of the range are equal if something is missing there. */
export interface Issue extends Range {
  /** One sentence without a period. */
  readonly message: string;
  /** One sentence without a period. Empty if nothing is known to lead to a valid filter. */
  readonly suggestion: string;
  /** The text that the suggestion puts in place of the range, if it is exact. */
  readonly replacement?: string | undefined;
}

export interface ReadingProblem extends Issue {
  readonly rule: ReadingRuleId;
}

/** Rules that the lexer and the parser check while they read a filter: a summary, and an example with the problem. */
export const READING_RULES = {
  empty: ["The filter is empty, or only white space.", " "],
  "control-character": ["The filter contains a control character.", "kafka\u0007"],
  "stringified-output": [
    "The filter contains the text that Pulumi returns for an Output in a template literal.",
    "env-Calling [toString] on an [Output<T>] is not supported.-admins",
  ],
  "unclosed-quote": ["A quote is never closed.", '"kafka in groups'],
  "typographic-quote": ["A typographic quote is used in place of a straight one.", "“kafka” in groups"],
  "unquoted-text": [
    "A word that CEL cannot read, such as a group name, is not in quotes.",
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
    "A word such as `and` is used in place of an operator.",
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
} as const satisfies Readonly<Record<string, readonly [summary: string, example: string]>>;

export type ReadingRuleId = keyof typeof READING_RULES;

/** Creates a problem. If no suggestion is given, rules/repairs.ts looks for one. */
export function readingProblem(rule: ReadingRuleId, range: Range, message: string, suggestion?: string) {
  return { rule, ...issueAt(range, message, suggestion) };
}

/** @param replacement the text for the range, if the suggestion is exact */
export function issueAt({ start, end }: Range, message: string, suggestion = "", replacement?: string) {
  return { message, suggestion, replacement, start, end };
}
