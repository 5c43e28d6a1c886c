export { type MatchedUsers, matchUsers } from "./matchUsers";
export { assertNoneBad, explainInvalid, type NamedFilter } from "./namedFilter";
export { addFilterArgument, type FilterOptions, readFilterArgument } from "./readFilterArgument";
export { stackFilters } from "./stackFilters";
