export { displayWidth } from "./displayWidth";
export {
  type Issue,
  type Range,
  rangeOf,
  READING_RULES,
  readingProblem,
  type ReadingProblem,
  type ReadingRuleId,
} from "./problem";
export { type Position, positionOf, showProblem } from "./showProblem";
export { codePoint, excerpt, visible } from "./visible";
