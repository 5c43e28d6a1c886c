export { branchProblems } from "./conditionProblems";
export { DescribedTypes } from "./describedTypes";
export { typeProblems } from "./typeProblems";
