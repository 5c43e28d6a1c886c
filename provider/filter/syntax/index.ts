export { readFilter, type Reading } from "./reading";
export { PARTNERS, unmatchedBracket } from "./syntaxProblem";
export * from "./tree";
