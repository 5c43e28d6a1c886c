/** A part of a filter, in UTF-16 units. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** What is wrong with a filter, and where. Both ends of the range are equal if something is missing at that place. */
export interface Issue extends Range {
  /** What is wrong, in one sentence without an end. */
  readonly message: string;
  /** What to do about it, in one sentence without an end. Empty if nothing is known to lead to a valid filter. */
  readonly suggestion: string;
  /** What the suggestion puts in place of the range, if it is that exact. */
  readonly replacement?: string | undefined;
}

/** Why a filter cannot be read. */
export interface ReadingProblem extends Issue {
  readonly rule: ReadingRuleId;
}

/** The ids of the rules that the lexer and the parser check while they read a filter. */
export type ReadingRuleId =
  | "empty"
  | "control-character"
  | "stringified-output"
  | "unclosed-quote"
  | "typographic-quote"
  | "unquoted-text"
  | "invalid-escape"
  | "number-out-of-range"
  | "unknown-operator"
  | "unexpected-character"
  | "unmatched-bracket"
  | "word-as-operator"
  | "reserved-word"
  | "block-comment"
  | "missing-operand"
  | "missing-operator"
  | "missing-colon"
  | "macro-variable"
  | "syntax";

/** A problem in this range. Unless a suggestion is given, it is found by trying: see rules/repairs.ts. */
export function readingProblem(
  rule: ReadingRuleId,
  { start, end }: Range,
  message: string,
  suggestion = "",
): ReadingProblem {
  return { rule, message, suggestion, start, end };
}

export function rangeOf({ start, end }: Range): Range {
  return { start, end };
}
