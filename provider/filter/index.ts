export type { Decision } from "./evaluation/decisions";
export { groupExpression } from "./groupExpression";
export { keyOf } from "./keyOf";
export type { Literal } from "./literals";
export { type Findings, lint } from "./lint";
export { type Match, match, matcherOf, type Verdict } from "./match";
export { type Joint, operandOf, oppositeOf } from "./operand";
export type { Part } from "./part";
export type { Problem } from "./problem";
export { type Reading, readFilter } from "./reading";
export { sameFilter } from "./sameFilter";
export { type Position, positionOf, showProblem } from "./showProblem";
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
} from "./tree";
export { EVERYONE } from "./truthWarnings";
