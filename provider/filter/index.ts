export type { Decision } from "./evaluation/decisions";
export { groupExpression } from "./build/groupExpression";
export { keyOf } from "./syntax/keyOf";
export type { Literal } from "./lexer/literals";
export { type Findings, lint } from "./lint";
export { type Match, match, matcherOf, type Verdict } from "./match";
export { type Joint, operandOf, oppositeOf } from "./build/operand";
export type { Part } from "./build/part";
export type { Problem } from "./report/problem";
export { type Reading, readFilter } from "./syntax/reading";
export { sameFilter } from "./sameFilter";
export { type Position, positionOf, showProblem } from "./report/showProblem";
export {
  type Binary,
  type BinaryOperator,
  bindsFirst,
  type Call,
  type Chain,
  childrenOf,
  type Conditional,
  type Index,
  type List,
  type MapNode,
  type Negation,
  type Node,
  type Not,
  type Select,
  type Variable,
} from "./syntax/tree";
export { EVERYONE } from "./rules/truthWarnings";
