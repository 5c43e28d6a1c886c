import type { FilterPolicy } from "../config";
import { sameFilter } from "../filter";
import type { SameFilter } from "../rest";
import { type Properties, textOf } from "../wire";

/**
 * Returns a function that compares two filters. Equivalent filters count as the same, because the API may rewrite filters. If
 * filter checks are off, the texts must be equal.
 */
export function sameFilterBy(filterPolicy: () => FilterPolicy): SameFilter {
  return (known, wanted) =>
    known === wanted || (filterPolicy().filterCheck !== "off" && sameFilter(known, wanted));
}

/** Returns `olds` with the filter of `news` if the two filters are equivalent. */
export function keepEquivalentFilter(
  filterPolicy: () => FilterPolicy,
  olds: Properties,
  news: Properties,
): Properties {
  const [known, wanted] = [textOf(olds["filter"]), textOf(news["filter"])];
  return known !== undefined && wanted !== undefined && sameFilterBy(filterPolicy)(known, wanted)
    ? { ...olds, filter: wanted }
    : olds;
}
