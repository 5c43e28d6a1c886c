export { explain } from "./explain";
export { matchUsers, userTable } from "./matchUsers";
export { assertNoneBad, explainInvalid, type LabeledFilter } from "./namedFilter";
export {
  addFilterArgument,
  type FilterOptions,
  readFilterArgument,
  stackFilters,
} from "./readFilterArgument";
export { asAnnotations, asJson, asText, type Validated } from "./reporters";
