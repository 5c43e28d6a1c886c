import type { Node } from "./tree";

/**
 * A text that is equal for two nodes exactly where their trees are: the ranges do not count, nor anything that the tree
 * leaves out (white space, redundant brackets, kinds of quotes).
 */
export function keyOf(node: Node): string {
  switch (node.kind) {
    case "literal":
      return JSON.stringify([node.type, node.type === "double" ? exactly(node.value) : String(node.value)]);
    case "variable":
      return node.name;
    case "select":
      return `(.${node.optional ? "?" : ""} ${keyOf(node.operand)} ${JSON.stringify(node.field)})`;
    case "index":
      return `([${node.optional ? "?" : ""}] ${keyOf(node.operand)} ${keyOf(node.index)})`;
    case "call":
      return `(call ${node.name} ${node.target === undefined ? "-" : keyOf(node.target)}${keysOf(node.args)})`;
    case "list":
      return `(list${keysOf(node.elements)})`;
    case "map":
      return `(map${keysOf(node.entries.flat())})`;
    case "not":
      return `(! ${keyOf(node.operand)})`;
    case "negation":
      return `(- ${keyOf(node.operand)})`;
    case "binary":
      return `(${node.operator} ${keyOf(node.left)} ${keyOf(node.right)})`;
    case "chain":
      return `(${node.operator}${keysOf(node.operands)})`;
    case "conditional":
      return `(?${keysOf([node.condition, node.then, node.otherwise])})`;
  }
}

function keysOf(nodes: readonly Node[]): string {
  return nodes.map((node) => ` ${keyOf(node)}`).join("");
}

/** String(-0) is "0". */
function exactly(value: number): string {
  return Object.is(value, -0) ? "-0" : String(value);
}
