import type { Token } from "../lexer";
import { beginsOperand, endsOperand, isInfix } from "./operands";
import { excerpt, readingProblem, type ReadingProblem } from "../report";

/** An operator with nothing on one of its sides, or two operands with nothing between them. */
export function missingPart(tokens: readonly Token[], index: number): ReadingProblem | undefined {
  const [before, here] = [tokens[index - 1], tokens[index]];
  const isAfterOperator = before !== undefined && isOperator(before);
  const isAfterOperand = before !== undefined && endsOperand(before);
  // Of two operators in a row the first is the one that lacks something; but `in` has to have a group before it.
  if (here !== undefined && isInfix(here) && !isAfterOperand && (here.text === "in" || !isAfterOperator)) {
    return readingProblem("missing-operand", here, `nothing stands on the left of ${here.text}`);
  }
  const isBeforeOperand = here !== undefined && beginsOperand(here);
  if (isAfterOperator && !isBeforeOperand) {
    return readingProblem("missing-operand", before, `nothing stands on the right of ${before.text}`);
  }
  if (isAfterOperand && isBeforeOperand) {
    const message = `no operator stands between ${excerpt(before.text)} and ${excerpt(here.text)}`;
    return readingProblem("missing-operator", here, message);
  }
  return undefined;
}

function isOperator(token: Token): boolean {
  return isInfix(token) || ["!", "-", ":"].includes(token.text);
}
