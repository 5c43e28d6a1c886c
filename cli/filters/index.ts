export { explain } from "./explain";
export { matchUsers } from "./matchUsers";
export { assertNoneBad, explainInvalid, type LabeledFilter } from "./namedFilter";
export { addFilterArgument, type FilterOptions, readFilterArgument } from "./readFilterArgument";
export { asAnnotations, asJson, asText, type Validated } from "./reporters";
export { stackFilters } from "./stackFilters";
export { userTable } from "./userTable";
