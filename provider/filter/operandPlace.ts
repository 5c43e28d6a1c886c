import type { Token } from "./tokens";

/** Whether an operand may begin at this token: nothing stands before it, an operator, an opening bracket or a separator. */
export function isOperandPlace(tokens: readonly Token[], index: number): boolean {
  const before = tokens[index - 1];
  return before === undefined || !endsOperand(before);
}

/** Whether an operand may end with this token. */
export function endsOperand({ kind, text }: Token): boolean {
  return kind === "symbol" ? text === ")" || text === "]" || text === "}" : text !== "in";
}
