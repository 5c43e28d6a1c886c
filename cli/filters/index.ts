export { explain } from "./explain";
export { matchUsers, userTable } from "./matchUsers";
export { assertNoneBad, explainInvalid, type LabeledFilter } from "./namedFilter";
export * from "./readFilterArgument";
export * from "./reporters";
