import { isClearlyExpression, tokensOf } from "../lexer";
import type { Range } from "../report";
import { LintContext } from "./context";
import { type Problem, RULE_GROUPS } from "./registry";
import { applyEdit, type Repair, repairsOf } from "./repairs";
import type { Severity } from "./rule";

/** What the rules report about a filter, before it is sent. */
export interface Findings {
  /** Why it cannot work. */
  readonly failures: readonly Problem[];
  /** What works and is probably not intended; only if there is no failure. */
  readonly warnings: readonly Problem[];
}

/** Checks a filter by all rules. Never throws, and takes a bounded time, whatever the text is. */
export function lint(text: string): Findings {
  const { failures, warnings } = findingsIn(text);
  const repair = failures.length === 0 ? undefined : shortestRepair(text, failures);
  return { failures: repair === undefined ? failures : withRepair(failures, repair), warnings };
}

function findingsIn(text: string): Findings {
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

/** Repairs at the place of a failure. */
function candidates(text: string, failures: readonly Problem[]): readonly Repair[] {
  return repairsOf(text).filter((repair) => failures.some((failure) => overlaps(failure, repair)));
}

function overlaps(one: Range, other: Range): boolean {
  return one.start <= other.end && other.start <= one.end;
}

/** The first failure at the place of the repair gets the suggestion, and the range that it replaces. */
function withRepair(failures: readonly Problem[], repair: Repair): readonly Problem[] {
  const [place] = failures.filter((failure) => overlaps(failure, repair));
  const others = failures.filter((failure) => !overlaps(failure, repair));
  return place === undefined ? failures : [{ ...place, ...repair }, ...others];
}

/** A suggestion is shown only if following it, and at most two suggestions after it, leads to a valid filter. */
const MAX_STEPS = 3;

/** How many filters are tried for a suggestion, and how long they may be: what the API takes is shorter. */
const MAX_TRIALS = 60;
const MAX_CHARACTERS = 1_000;

function shortestRepair(text: string, failures: readonly Problem[]): Repair | undefined {
  if (text.length > MAX_CHARACTERS) {
    return undefined;
  }
  const repairs = candidates(text, failures);
  const trials = { left: MAX_TRIALS, mustBeExpression: isExpression(text) };
  for (let steps = 0; steps < MAX_STEPS; steps += 1) {
    const repair = repairs.find((edit) => isValidAfter(applyEdit(text, edit), steps, trials));
    if (repair !== undefined) {
      return repair;
    }
  }
  return undefined;
}

interface Trials {
  left: number;
  readonly mustBeExpression: boolean;
}

function isExpression(text: string): boolean {
  return isClearlyExpression(text, tokensOf(text).tokens);
}

/** Whether suggestions lead from this text to a filter that nothing serious is said of. */
function isValidAfter(text: string, steps: number, trials: Trials): boolean {
  trials.left -= 1;
  const { failures, warnings } = findingsIn(text);
  const serious = warnings.filter(
    ({ rule, start, end }) => !HARMLESS.has(rule) && text.slice(start, end) !== "claims",
  );
  if (failures.length === 0 && serious.length === 0) {
    return !trials.mustBeExpression || isExpression(text);
  }
  const edits: readonly Problem[] | readonly Repair[] =
    failures.length > 0 ? candidates(text, failures) : serious;
  return edits.some(
    ({ replacement, start, end }) =>
      steps > 0 &&
      trials.left > 0 &&
      replacement !== undefined &&
      isValidAfter(applyEdit(text, { start, end, replacement }), steps - 1, trials),
  );
}

/** Warnings that a repair does not cause. */
const HARMLESS: ReadonlySet<Problem["rule"]> = new Set([
  "has-without-field",
  "redundant-operand",
  "string-function-on-list",
  "too-long",
  "undetermined",
]);
