import { childrenOf, type Node } from "./tree";

/** Returns a text that is equal for two nodes exactly if their trees are, without their ranges. */
export function keyOf(node: Node): string {
  if (node.kind === "literal") {
    return JSON.stringify([node.type, Object.is(node.value, -0) ? "-0" : String(node.value)]);
  }
  return node.kind === "variable"
    ? node.name
    : `(${[headOf(node), ...childrenOf(node).map(keyOf)].join(" ")})`;
}

/** The node without its children. */
function headOf(node: Exclude<Node, { readonly kind: "literal" | "variable" }>): string {
  switch (node.kind) {
    case "select":
      return `.${node.optional ? "?" : ""} ${JSON.stringify(node.field)}`;
    case "index":
      return node.optional ? "[?]" : "[]";
    case "call":
      return `call ${node.target === undefined ? "" : "."}${node.name}`;
    case "binary":
    case "chain":
      return node.operator;
    case "list":
    case "map":
    case "not":
    case "negation":
    case "conditional":
      return node.kind;
  }
}
