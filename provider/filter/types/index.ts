export { conditionPlacesIn, conditionPlacesOf } from "./conditionPlaces";
export { branchProblems } from "./conditionProblems";
export { DescribedTypes } from "./describedTypes";
export { typeProblems } from "./typeProblems";
