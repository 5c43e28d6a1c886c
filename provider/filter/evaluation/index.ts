export { type Decision, decisionsOf } from "./decisions";
export { Evaluator } from "./evaluator";
export { patternOf } from "./pattern";
export * from "./result";
export { areEqual, type Claims, claimsOf, MapValue, Uint, type Value } from "./value";
