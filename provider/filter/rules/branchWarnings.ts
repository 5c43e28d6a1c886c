import { branchProblems, conditionPlacesIn, conditionPlacesOf, DescribedTypes } from "../types";
import type { Problem } from "../report";
import { childrenOf, type Node } from "../syntax";

/**
 * `a ? "b" : c`: it works for those users for whom `c` counts, and lets in none of the others. (Where neither can be a
 * condition it cannot work at all.)
 *
 * @param text what `tree` was read from
 */
export function branchWarnings(text: string, tree: Node): readonly Problem[] {
  const types = new DescribedTypes(text, tree);
  const below = (node: Node): readonly Problem[] => [
    ...conditionPlacesIn(node).flatMap((place) => branchProblems(place, types)),
    ...childrenOf(node).flatMap(below),
  ];
  return [...conditionPlacesOf(tree).flatMap((place) => branchProblems(place, types)), ...below(tree)];
}
