import { childrenOf, type Node, readFilter } from "../../provider/filter";

/** The tree of a filter that is read as an expression. */
export function treeOf(text: string): Node {
  const reading = readFilter(text);
  if (reading.kind !== "expression") {
    throw new Error(`${text} is ${JSON.stringify(reading)}`);
  }
  return reading.tree;
}

/** The tree of any expression of CEL, though by itself it would be read as a group's identifier: `1 == 1`. */
export function partOf(text: string): Node {
  const [part] = childrenOf(treeOf(`(${text}) || "z" in groups`));
  if (part === undefined) {
    throw new Error(`${text} is no part of a condition`);
  }
  return part;
}
