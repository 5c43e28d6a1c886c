export type { Decision } from "./evaluation";
export { groupExpression, type Joint, operandOf, oppositeOf, type Part } from "./build";
export {
  type Binary,
  type BinaryOperator,
  bindsFirst,
  type Call,
  type Chain,
  childrenOf,
  type Conditional,
  type Index,
  keyOf,
  type List,
  type MapNode,
  type Negation,
  type Node,
  type Not,
  readFilter,
  type Reading,
  type Select,
  type Variable,
} from "./syntax";
export type { Literal } from "./lexer";
export { type Findings, lint } from "./lint";
export { type Match, match, matcherOf, type Verdict } from "./match";
export { type Position, positionOf, showProblem } from "./report";
export { sameFilter } from "./sameFilter";
export { EVERYONE, type Problem, type RuleId, RULES } from "./rules";
