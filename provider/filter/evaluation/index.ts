export { type Decision, decisionsOf } from "./decisions";
export { Evaluator } from "./evaluator";
export { joined, negated } from "./logic";
export { patternOf } from "./pattern";
export { CelError, CelUnknown, ERROR, FALSE, type Outcomes, type Result, TRUE } from "./result";
export { areEqual, type Claims, claimsOf, MapValue, Uint, type Value } from "./value";
