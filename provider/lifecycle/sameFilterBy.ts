import { sameFilter } from "../filter";
import type { SameFilter } from "../rest/mappings/responses";
import type { FilterPolicy } from "../config/filterPolicy";

/**
 * Whether two filters are the same but for how they are written: what the API may rewrite is the same to us. Where no filter
 * is to be read, texts are compared.
 */
export function sameFilterBy(filterPolicy: () => FilterPolicy): SameFilter {
  return (known, wanted) =>
    known === wanted || (filterPolicy().filterCheck !== "off" && sameFilter(known, wanted));
}
