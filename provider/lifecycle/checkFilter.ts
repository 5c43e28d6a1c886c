import { EVERYONE, lint, type Problem, RULES, showProblem } from "../filter";
import { FILTER_CHECKS, type FilterPolicy } from "../config";
import { SECRET_INPUT } from "../errors";
import { UNKNOWN } from "../wire";
import type { Failure } from "./checkInputs";

/** The arguments of a resource that control the checks of its filter, as the program passes them. */
export interface FilterArguments {
  readonly filterCheck: unknown;
  readonly allowEveryone: unknown;
  /** Whether the program marked the filter as a secret. If so, no part of it is shown. */
  readonly isSecret?: boolean;
}

/** The result of checking a filter. */
interface FilterFindings {
  readonly failures: readonly Failure[];
  /** Messages without the name of the mapping. */
  readonly warnings: readonly string[];
}

/** Maximum number of failures, and of warnings, to show for one filter: the engine prints the filter with each. */
const MAX_SHOWN_PROBLEMS = 5;

/**
 * Checks the filter of a resource by the policy of the configuration. The resource's own `filterCheck` applies if it is
 * stricter, and its `allowEveryone` if it is true. A filter that is not known yet is not checked.
 *
 * `matchAllFilters: deny` applies even if `filterCheck` is off.
 */
export function checkFilter(filter: unknown, own: FilterArguments, policy: FilterPolicy): FilterFindings {
  const filterCheck = stricter(own.filterCheck, policy.filterCheck);
  // If a preview does not know the value yet, the update checks again.
  const matchAll =
    own.allowEveryone === true || own.allowEveryone === UNKNOWN ? "allow" : policy.matchAllFilters;
  if (typeof filter !== "string" || filter === UNKNOWN || (filterCheck === "off" && matchAll !== "deny")) {
    return { failures: [], warnings: [] };
  }
  const found = lint(filter);
  const show = (problem: Problem) =>
    `filter, ${own.isSecret === true ? showSecretProblem(problem) : showProblem(filter, problem)}`;
  const warnings = found.warnings.filter(({ rule }) => rule !== EVERYONE || matchAll === "warn");
  const denied = found.warnings.filter(({ rule }) => rule === EVERYONE && matchAll === "deny");
  const failing = {
    off: denied,
    warn: [...found.failures, ...denied],
    error: [...found.failures, ...denied, ...warnings],
  }[filterCheck];
  return {
    failures: failing.slice(0, MAX_SHOWN_PROBLEMS).map((problem) => ({
      property: "filter",
      reason: `${show(problem)}${denied.includes(problem) ? whyDenied(policy) : ""}`,
    })),
    warnings: filterCheck === "warn" ? showFirst(warnings, show) : [],
  };
}

/** Returns the first warnings and the number of the others. */
function showFirst(warnings: readonly Problem[], show: (problem: Problem) => string): readonly string[] {
  const shown = warnings.slice(0, MAX_SHOWN_PROBLEMS).map(show);
  const more = warnings.length - shown.length;
  const rest = `filter: ${more} more ${more === 1 ? "warning" : "warnings"}. \`pulumi-confluent-sso validate\` shows all.`;
  return more > 0 ? [...shown, rest] : shown;
}

function whyDenied({ matchAllFiltersSource = "matchAllFilters" }: FilterPolicy): string {
  return `\nThis is an error because ${matchAllFiltersSource} is deny.`;
}

/** Shows only the rule, because its message, its suggestion, and the caret show parts of the filter. */
function showSecretProblem({ rule }: Problem): string {
  const summary = RULES.find(({ id }) => id === rule)?.summary ?? "";
  return `${SECRET_INPUT}: ${summary} (${rule})\nRun \`pulumi-confluent-sso validate\` on the filter to see where the problem is.`;
}

function stricter(own: unknown, policy: FilterPolicy["filterCheck"]): FilterPolicy["filterCheck"] {
  const asked = FILTER_CHECKS.findIndex((check) => check === own);
  return FILTER_CHECKS[Math.max(asked, FILTER_CHECKS.indexOf(policy))] ?? policy;
}
