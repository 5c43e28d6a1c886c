export { branchProblems, conditionProblems, typeProblems, wholeFilter } from "./typeProblems";
export { DescribedTypes } from "./types";
