import { ProviderError, sanitizeForDisplay } from "../../provider/errors";
import { type Decision, lint, readFilter, showProblem } from "../../provider/filter/index";
import { andMore, oneLine } from "../io";

export interface NamedFilter {
  /** A mapping's display name, or a file's name. */
  readonly name: string;
  readonly id?: string | undefined;
  readonly text: string;
}

export type LabeledFilter = NamedFilter & { readonly label: string };

/** Returns the errors in a filter with their positions, for indented output. */
export function explainInvalid(filter: string): readonly string[] {
  return lint(filter).failures.map(
    (problem) => `invalid: ${sanitizeForDisplay(showProblem(filter, problem)).replaceAll("\n", "\n  ")}`,
  );
}

/** @throws {ProviderError} If any of the filters is bad. By default, a filter with errors is bad. */
export function assertNoneBad<Filter extends Pick<NamedFilter, "text">>(
  filters: readonly Filter[],
  isBad: (filter: Filter) => boolean = ({ text }) => lint(text).failures.length > 0,
  what = "failed validation",
): void {
  const bad = filters.filter(isBad).length;
  if (bad > 0) {
    const which = filters.length === 1 ? "The filter" : `${bad} of ${filters.length} filters`;
    throw new ProviderError(`${which} ${what}.`, "invalidFilter");
  }
}

const MAX_PARTS = 5;

/** Explains the result of a match, one line per part: `"kafka" in groups is true`. Mentions a group that nearly matches. */
export function explain(filter: string, decisions: readonly Decision[], groups: readonly string[]) {
  const invalid = explainInvalid(filter);
  if (invalid.length > 0) {
    return invalid;
  }
  const lines = decisions.map((decision) => oneLine(explainDecision(filter, decision, groups)));
  // The last line must not replace only one part.
  const shown = lines.length > MAX_PARTS ? MAX_PARTS - 1 : MAX_PARTS;
  return [...lines.slice(0, shown), ...andMore(lines.length, shown, " parts like these")];
}

function explainDecision(filter: string, decision: Decision, groups: readonly string[]): string {
  const { start, end, outcome, why = "" } = decision;
  const part = filter.slice(start, end);
  const isGroup = part === filter && readFilter(part).kind === "group";
  switch (outcome) {
    case "true":
      return isGroup ? `the user is in the group ${JSON.stringify(part)}` : `${part} is true`;
    case "false": {
      const text = isGroup ? `the user is not in a group ${JSON.stringify(part)}` : `${part} is false`;
      return text + nearMiss(isGroup ? part : soughtIn(part), groups);
    }
    case "error":
      return `${part} fails: it ${why}`;
    case "open":
      return part === "" ? `it ${why}` : `${part} cannot be evaluated: it ${why}`;
  }
}

/** Returns the group that `"kafka" in groups` looks for. */
function soughtIn(part: string): string | undefined {
  const reading = readFilter(part);
  const tree = reading.kind === "expression" ? reading.tree : undefined;
  const sought = tree?.kind === "binary" && tree.operator === "in" ? tree.left : undefined;
  return sought?.kind === "literal" && sought.type === "string" ? sought.value : undefined;
}

/** Describes the most frequent mistake: a group name that differs only in case or spaces. */
function nearMiss(sought: string | undefined, groups: readonly string[]): string {
  const bare = (name: string) => name.normalize("NFKC").toLowerCase().replace(/\s+/g, "");
  const near = groups.find((group) => sought !== undefined && bare(group) === bare(sought));
  return near === undefined ? "" : `; the user is in ${JSON.stringify(near)}, but case and spaces must match`;
}
