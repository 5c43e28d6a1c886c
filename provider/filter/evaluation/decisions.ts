import type { Node } from "../syntax";
import { CelError, CelUnknown, type Result } from "./result";

/** A part of a filter that decided the whole, and its outcome. */
export interface Decision {
  readonly start: number;
  readonly end: number;
  /** An `error` of CEL means no match; `open` means that it cannot be evaluated here. */
  readonly outcome: "true" | "false" | "error" | "open";
  /** The reason for `error` or `open`, in words that fit after "it ". */
  readonly why?: string;
}

/**
 * Returns the deciding operands: of `||` the first true one, of `&&` the first false one, or else all of them.
 * If nothing decides, returns the errors and the operands that cannot be evaluated.
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
  const result = evaluate(node);
  const isKnown = !(result instanceof CelError || result instanceof CelUnknown);
  const { start, end } = isKnown ? node : result.node;
  if (typeof result === "boolean") {
    return [{ start, end, outcome: result ? "true" : "false" }];
  }
  const why = isKnown ? "is not a condition" : result.why;
  return [{ start, end, outcome: result instanceof CelError ? "error" : "open", why }];
}
