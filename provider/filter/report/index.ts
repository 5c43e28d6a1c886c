export { displayWidth } from "./displayWidth";
export type { Issue, ReadingProblem, ReadingRuleId } from "./problem";
export { type Position, positionOf, showProblem } from "./showProblem";
export { excerpt, visible } from "./visible";
