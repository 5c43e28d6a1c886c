export { decodeLiteral, type Literal } from "./literals";
export { isClearlyExpression } from "./isClearlyExpression";
export { textProblem } from "./textProblem";
export { type Comment, type Token, type Tokens, tokensOf } from "./tokens";
