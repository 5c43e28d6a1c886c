export { displayWidth } from "./displayWidth";
export type { Problem } from "./problem";
export { type Position, positionOf, showProblem } from "./showProblem";
export { excerpt, visible } from "./visible";
