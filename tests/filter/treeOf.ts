import { childrenOf, type Node, readFilter } from "../../provider/filter";

/** Returns the tree of a filter that is an expression. */
export function treeOf(text: string): Node {
  const reading = readFilter(text);
  if (reading.kind !== "expression") {
    throw new Error(`${text} is ${JSON.stringify(reading)}`);
  }
  return reading.tree;
}

/** Returns the tree of any CEL expression, even one that alone would be read as a group name: `1 == 1`. */
export function partOf(text: string): Node {
  const [part] = childrenOf(treeOf(`(${text}) || "z" in groups`));
  if (part === undefined) {
    throw new Error(`${text} is not part of a condition`);
  }
  return part;
}
