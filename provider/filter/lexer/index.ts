export { decodeLiteral, type Literal } from "./literals";
export { isClearlyExpression } from "./isClearlyExpression";
export * from "./tokens";
