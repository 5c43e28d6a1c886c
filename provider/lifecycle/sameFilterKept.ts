import { sameFilter } from "../filter";
import type { FilterPolicy } from "../rest/filterPolicy";
import { type Properties, textOf } from "../wire/state";

/**
 * `olds`, with the filter of `news` where the two are the same but for how they are written: what the API may rewrite is no
 * change. Where no filter is to be read, texts are compared. Both properties are left as they are.
 */
export function sameFilterKept(
  filterPolicy: () => FilterPolicy,
  olds: Properties,
  news: Properties,
): Properties {
  const [known, wanted] = [textOf(olds["filter"]), textOf(news["filter"])];
  const mayBeSame = known !== undefined && wanted !== undefined && known !== wanted;
  return mayBeSame && filterPolicy().filterCheck !== "off" && sameFilter(known, wanted)
    ? { ...olds, filter: wanted }
    : olds;
}
