import type { FilterPolicy } from "../config/filterPolicy";
import { textOf } from "../wire/json";
import { type Properties } from "../wire/state";
import { sameFilterBy } from "./sameFilterBy";

/** `olds`, with the filter of `news` where the two are the same but for how they are written. Both are left as they are. */
export function sameFilterKept(
  filterPolicy: () => FilterPolicy,
  olds: Properties,
  news: Properties,
): Properties {
  const [known, wanted] = [textOf(olds["filter"]), textOf(news["filter"])];
  return known !== undefined && wanted !== undefined && sameFilterBy(filterPolicy)(known, wanted)
    ? { ...olds, filter: wanted }
    : olds;
}
