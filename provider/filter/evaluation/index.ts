export { type Claims, claimsOf } from "./claims";
export { type Decision, decisionsOf } from "./decisions";
export { Evaluator } from "./evaluator";
export { ERROR, FALSE, type Outcomes, TRUE } from "./result";
export { patternOf } from "./pattern";
export { CelError, CelUnknown, type Result } from "./result";
export { areEqual, MapValue, Uint, type Value } from "./value";
