export { branchProblems } from "./conditions";
export { typeProblems } from "./typeProblems";
export { DescribedTypes } from "./types";
