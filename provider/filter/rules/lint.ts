import { isClearlyExpression, tokensOf } from "../lexer";
import { type Range, visible } from "../report";
import { type Problem, RULE_GROUPS } from "./registry";
import { applyEdit, type Repair, repairsOf } from "./repairs";
import { LintContext, type Rule } from "./rule";

export interface Findings {
  /** Problems that make the filter invalid. */
  readonly failures: readonly Problem[];
  /** Problems of a valid filter that is probably not intended. Empty if there is a failure. */
  readonly warnings: readonly Problem[];
}

/** Checks a filter by all rules. Never throws, and takes a bounded time. */
export function lint(text: string): Findings {
  const { failures, warnings } = findingsIn(text);
  const isShort = text.length <= MAX_CHARACTERS;
  const trials = { left: isShort ? MAX_TRIALS : 0, mustBeExpression: isShort && isExpression(text) };
  const first = shortestRepair(text, failures, trials);
  const repair = first && completed(text, first, trials);
  return {
    failures: repair === undefined ? failures : withRepair(failures, repair),
    warnings: warnings.map((warning) =>
      warning.replacement === undefined
        ? warning
        : (completed(text, warning, trials, true) ?? { ...warning, suggestion: "", replacement: undefined }),
    ),
  };
}

function findingsIn(text: string): Findings {
  const context = new LintContext(text);
  const failures = problemsOf(context, "error");
  return { failures, warnings: failures.length > 0 ? [] : problemsOf(context, "warning") };
}

function problemsOf(context: LintContext, severity: Rule["severity"]): readonly Problem[] {
  return RULE_GROUPS.flatMap((group) =>
    group
      .filter((rule) => rule.severity === severity)
      .flatMap(({ id, check }) =>
        [check(context) ?? []].flat().map((issue): Problem => ({ ...issue, rule: id })),
      )
      .toSorted((one, other) => one.start - other.start),
  );
}

function candidates(text: string, failures: readonly Problem[]): readonly Repair[] {
  return repairsOf(text).filter((repair) => failures.some((failure) => overlaps(failure, repair)));
}

function overlaps(one: Range, other: Range): boolean {
  return one.start <= other.end && other.start <= one.end;
}

/** Gives the repair and its range to the first failure at its place. */
function withRepair(failures: readonly Problem[], repair: Repair): readonly Problem[] {
  const place = failures.find((failure) => overlaps(failure, repair));
  const others = failures.filter((failure) => !overlaps(failure, repair));
  return place === undefined ? failures : [{ ...place, ...repair }, ...others];
}

/** A suggestion is shown only if it leads to a valid filter in this number of steps. */
const MAX_STEPS = 3;

/** The maximum number of filters to try for suggestions, and their maximum length. */
const MAX_TRIALS = 60;
const MAX_CHARACTERS = 1_000;

function shortestRepair(text: string, failures: readonly Problem[], trials: Trials): Repair | undefined {
  const repairs = trials.left > 0 ? candidates(text, failures) : [];
  for (let steps = 0; steps < MAX_STEPS; steps += 1) {
    const repair = repairs.find((edit) => isValidAfter(applyEdit(text, edit), steps, trials));
    if (repair !== undefined) {
      return repair;
    }
  }
  return undefined;
}

/**
 * Joins a suggestion with all further ones about its replacement, so that no rule reports the result.
 * @param mustBeValid whether no failure may be left at another place
 * @returns undefined if a problem without a suggestion is left
 */
function completed<T extends Problem | Repair>(text: string, first: T, trials: Trials, mustBeValid = false) {
  const { replacement: original = "", suggestion } = first;
  let { start, end, replacement } = { ...first, replacement: original };
  for (let step = 0; step <= MAX_STEPS && trials.left > 0; step += 1) {
    const edited = applyEdit(text, { start, end, replacement });
    const stop = start + replacement.length;
    const isAbout = (problem: Range) => problem.start < stop && problem.end > start;
    trials.left -= 1;
    const { failures, warnings } = findingsIn(edited);
    const next =
      failures.length > 0
        ? (shortestRepair(edited, failures, trials) ?? failures[0])
        : warnings.find((warning) => isAbout(warning) && isSerious(edited, warning));
    if (next === undefined || (!mustBeValid && !isAbout(next))) {
      const shown = suggestion.slice(0, suggestion.indexOf(visible(original))) + visible(replacement);
      return replacement === original ? first : { ...first, start, end, replacement, suggestion: shown };
    }
    if (next.replacement === undefined || !isAbout(next)) {
      return undefined;
    }
    const further = applyEdit(edited, { ...next, replacement: next.replacement });
    end += Math.max(0, next.end - stop);
    start = Math.min(start, next.start);
    replacement = further.slice(start, further.length - (text.length - end));
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

/** Whether suggestions lead from this text to a filter without serious problems. */
function isValidAfter(text: string, steps: number, trials: Trials): boolean {
  trials.left -= 1;
  const { failures, warnings } = findingsIn(text);
  const serious = warnings.filter((warning) => isSerious(text, warning));
  if (failures.length === 0 && serious.length === 0) {
    return !trials.mustBeExpression || isExpression(text);
  }
  const edits: readonly (Problem | Repair)[] = failures.length > 0 ? candidates(text, failures) : serious;
  return edits.some(
    ({ replacement, start, end }) =>
      steps > 0 &&
      trials.left > 0 &&
      replacement !== undefined &&
      isValidAfter(applyEdit(text, { start, end, replacement }), steps - 1, trials),
  );
}

function isSerious(text: string, { rule, start, end }: Problem): boolean {
  return !HARMLESS.has(rule) && text.slice(start, end) !== "claims";
}

/** Warnings that a repair does not cause. */
const HARMLESS: ReadonlySet<Problem["rule"]> = new Set([
  "has-without-field",
  "redundant-operand",
  "string-function-on-list",
  "too-long",
  "undetermined",
]);
