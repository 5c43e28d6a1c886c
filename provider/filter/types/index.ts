export { branchProblems, conditionProblems, wholeFilter } from "./conditions";
export { typeProblems } from "./typeProblems";
export { DescribedTypes, NAMES, type TypeName } from "./types";
