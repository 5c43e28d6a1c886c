import type { Issue, Range } from "../report";
import type { LintContext } from "./context";

export type Severity = "error" | "warning";

/** One thing that may be wrong with a filter. */
export interface Rule<Id extends string = string> {
  /** Printed with each problem, and public: programs read it from `validate --json`. */
  readonly id: Id;
  /** `error`: the filter cannot work. `warning`: it works, and is probably not what its author intended. */
  readonly severity: Severity;
  /** What the rule reports, in one sentence for docs/filter-rules.md. */
  readonly summary: string;
  /** A filter in which the rule finds a problem. */
  readonly example: string;
  readonly check: (context: LintContext) => readonly Issue[];
}

/** Keeps the id's own type, from which `RuleId` is made. */
export function defineRule<const Id extends string>(rule: Rule<Id>): Rule<Id> {
  return rule;
}

/** @param replacement what the suggestion puts in place of the range, if it is that exact */
export function issueAt(
  { start, end }: Range,
  message: string,
  suggestion: string,
  replacement?: string,
): Issue {
  return { message, suggestion, replacement, start, end };
}
