import type { DescribedTypes } from "./describedTypes";
import { type Issue, rangeOf } from "../report";
import type { Node } from "../syntax";
import type { Type } from "./types";

/** What is wrong with the nodes that are of none of these types. A node whose type is not known may be of any. */
export function typeMismatches(
  names: readonly Type["name"][],
  nodes: readonly Node[],
  types: DescribedTypes,
  { requirement, suggestion }: { readonly requirement: string; readonly suggestion: string },
): readonly Issue[] {
  return nodes
    .filter((node) => ![...names, "any"].includes(types.of(node).name))
    .map((node) => ({
      message: `${requirement}, and ${types.shown(node)} is ${types.named(node)}`,
      suggestion,
      ...rangeOf(node),
    }));
}
