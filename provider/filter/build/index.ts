export { groupExpression } from "./groupExpression";
export { type Joint, operandOf, oppositeOf } from "./operand";
export type { Part } from "./groupExpression";
