import { type ChoiceOf, SETTINGS } from "./settingsTable";
import type { Source } from "./sources";
import { readChoice } from "./values";

/** How strictly filters are judged before anything is sent. */
export interface FilterPolicy {
  /** What becomes of a warning about a filter: an error, a warning, or nothing, for then no filter is read. Default: warn. */
  readonly filterCheck: ChoiceOf<"filterCheck">;
  /** What becomes of a filter that lets every SSO user in, unless its resource says so. Default: warn. */
  readonly everyone: ChoiceOf<"everyone">;
}

/** From the loosest to the strictest. */
export const FILTER_CHECKS = SETTINGS.filterCheck.type.values;

/** @throws {ConfigurationError} */
export function resolveFilterPolicy(sources: readonly Source[]): FilterPolicy {
  return { filterCheck: readChoice(sources, "filterCheck"), everyone: readChoice(sources, "everyone") };
}
