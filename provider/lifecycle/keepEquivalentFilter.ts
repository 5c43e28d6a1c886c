import type { FilterPolicy } from "../config";
import { sameFilter } from "../filter";
import type { SameFilter } from "../rest";
import { type Properties, textOf } from "../wire";

/**
 * Whether two filters are the same but for how they are written: what the API may rewrite is the same to us. If no filter
 * is to be read, texts are compared.
 */
export function sameFilterBy(filterPolicy: () => FilterPolicy): SameFilter {
  return (known, wanted) =>
    known === wanted || (filterPolicy().filterCheck !== "off" && sameFilter(known, wanted));
}

/** Returns `olds` with the filter of `news` if the two are the same but for how they are written. */
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
