export { matchUsers, userTable } from "./matchUsers";
export { assertNoneBad, explain, explainInvalid, type LabeledFilter } from "./namedFilter";
export * from "./readFilterArgument";
export * from "./reporters";
