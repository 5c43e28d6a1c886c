export { checkTokens } from "./checkTokens";
export { type Literal, literalOf } from "./literals";
export { isClearlyExpression } from "./isClearlyExpression";
export { beginsOperand, endsOperand, isInfix, isOperandPlace, RESERVED } from "./operandPlace";
export { CLOSING, type Pairs, PARTNERS } from "./pairBrackets";
export { textProblem } from "./textProblem";
export { type Comment, type Token, type Tokens, tokensOf } from "./tokens";
