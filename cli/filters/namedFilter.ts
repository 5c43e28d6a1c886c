import { ProviderError, sanitizeForDisplay } from "../../provider/errors";
import { lint, showProblem } from "../../provider/filter/index";

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
