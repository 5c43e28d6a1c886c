import type { Node } from "../syntax";
import { CelError, CelUnknown, type Result } from "./result";

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
  if (node.kind === "chain") {
    const operands = node.operands.map((operand) => ({ operand, result: evaluate(operand) }));
    const deciding = operands.find(({ result }) => result === (node.operator === "||"));
    const undecided = operands.filter(({ result }) => typeof result !== "boolean");
    const all = undecided.length > 0 ? undecided : operands;
    return (deciding === undefined ? all : [deciding]).flatMap(({ operand }) => decide(operand));
  }
  if (node.kind === "not") {
    return decide(node.operand);
  }
  if (node.kind === "conditional") {
    const condition = evaluate(node.condition);
    return typeof condition === "boolean"
      ? [...decide(node.condition), ...decide(condition ? node.then : node.otherwise)]
      : decide(node.condition);
  }
  return [decisionOn(node, evaluate(node))];
}

function decisionOn({ start, end }: Node, result: Result): Decision {
  if (typeof result === "boolean") {
    return { start, end, outcome: result ? "true" : "false" };
  }
  return result instanceof CelError || result instanceof CelUnknown
    ? {
        start: result.node.start,
        end: result.node.end,
        outcome: result instanceof CelError ? "error" : "open",
        why: result.why,
      }
    : { start, end, outcome: "open", why: "is no condition" };
}
