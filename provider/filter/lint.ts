import { LintContext, type Problem, RULE_GROUPS, type Severity } from "./rules";

/** What the rules report about a filter, before it is sent. */
export interface Findings {
  /** Why it cannot work. */
  readonly failures: readonly Problem[];
  /** What works and is probably not intended; only if there is no failure. */
  readonly warnings: readonly Problem[];
}

/** Checks a filter by all rules. Never throws, and takes a bounded time, whatever the text is. */
export function lint(text: string): Findings {
  const context = new LintContext(text);
  const failures = problemsOf(context, "error");
  return { failures, warnings: failures.length > 0 ? [] : problemsOf(context, "warning") };
}

function problemsOf(context: LintContext, severity: Severity): readonly Problem[] {
  return RULE_GROUPS.flatMap((group) =>
    group
      .filter((rule) => rule.severity === severity)
      .flatMap(({ id, check }) => check(context).map((issue): Problem => ({ ...issue, rule: id })))
      .toSorted((one, other) => one.start - other.start),
  );
}
