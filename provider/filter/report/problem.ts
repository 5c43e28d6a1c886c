/** Something about a filter that its author should hear. */
export interface Problem {
  /** A short name of the kind of problem, for machines: `unclosed-quote`. */
  readonly rule: string;
  /** What is wrong, in one sentence without an end. */
  readonly message: string;
  /** What to do about it, in one sentence without an end. */
  readonly suggestion: string;
  /** Where in the text, in UTF-16 units. Both are equal where something is missing at that place. */
  readonly start: number;
  readonly end: number;
}
