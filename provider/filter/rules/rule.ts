import type { Issue, Range } from "../report";
import type { LintContext } from "./context";

export type Severity = "error" | "warning";

/** A check of filters. */
export interface Rule<Id extends string = string> {
  /** Printed with each problem. Public: programs read it from `validate --json`. */
  readonly id: Id;
  /** `error`: the filter cannot work. `warning`: it works, but is probably not intended. */
  readonly severity: Severity;
  /** One sentence for docs/filter-rules.md. */
  readonly summary: string;
  /** A filter with the problem. */
  readonly example: string;
  readonly check: (context: LintContext) => readonly Issue[] | Issue | undefined;
}

/** Keeps the type of the id, from which `RuleId` is made. */
export function defineRule<const Id extends string>(rule: Rule<Id>): Rule<Id> {
  return rule;
}

/** @param replacement the text for the range, if the suggestion is exact */
export function issueAt(
  { start, end }: Range,
  message: string,
  suggestion: string,
  replacement?: string,
): Issue {
  return { message, suggestion, replacement, start, end };
}
