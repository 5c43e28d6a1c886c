import type { Node } from "../syntax";
import { CelError, isValue, type Result } from "./result";

/** What a part of a filter came to, and so decided the whole. */
export interface Decision {
  /** Where it stands, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
  /** An `error` is CEL's, and lets nobody in; what is `open` cannot be told here. */
  readonly outcome: "true" | "false" | "error" | "open";
  /** Of an error, and of what is open: what stands in the way, in words that fit after "it ". */
  readonly why?: string;
}

/**
 * What decided a condition: of operands joined by `||` the first true one, or all where none is; of `&&` the first false
 * one, or all. Where nothing decides, the errors, and what is open.
 */
export function decisionsOf(node: Node, evaluate: (node: Node) => Result): readonly Decision[] {
  const decide = (part: Node) => decisionsOf(part, evaluate);
  switch (node.kind) {
    case "chain": {
      const deciding = node.operator === "||";
      const operands = node.operands.map((operand) => ({ operand, result: evaluate(operand) }));
      const first = operands.find(({ result }) => result === deciding);
      const undecided = operands.filter(({ result }) => typeof result !== "boolean");
      const parts = first === undefined ? (undecided.length > 0 ? undecided : operands) : [first];
      return parts.flatMap(({ operand }) => decide(operand));
    }
    case "not":
      return decide(node.operand);
    case "conditional": {
      const condition = evaluate(node.condition);
      return typeof condition === "boolean"
        ? [...decide(node.condition), ...decide(condition ? node.then : node.otherwise)]
        : decide(node.condition);
    }
    case "literal":
    case "variable":
    case "select":
    case "index":
    case "call":
    case "list":
    case "map":
    case "negation":
    case "binary":
      return [decisionOn(node, evaluate(node))];
  }
}

function decisionOn(node: Node, result: Result): Decision {
  if (isValue(result)) {
    const { start, end } = node;
    return typeof result === "boolean"
      ? { start, end, outcome: result ? "true" : "false" }
      : { start, end, outcome: "open", why: "is no condition" };
  }
  const { start, end } = result.node;
  return { start, end, outcome: result instanceof CelError ? "error" : "open", why: result.why };
}
