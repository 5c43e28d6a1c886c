export type { Decision } from "./evaluation";
export { groupExpression, type Joint, operandOf, oppositeOf, type Part } from "./build";
export { childrenOf, keyOf, type Node, readFilter, type Reading } from "./syntax";
export type { Literal } from "./lexer";
export { match, matcherOf, type Verdict } from "./match";
export { positionOf, showProblem } from "./report";
export { sameFilter } from "./sameFilter";
export { EVERYONE, type Findings, lint, type Problem, type RuleId, RULES } from "./rules";
