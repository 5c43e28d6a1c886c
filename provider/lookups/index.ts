export { secrets } from "../errors";
export { Lookups } from "./lookups";
export { lookupsOf, lookupsWith, programSources } from "./lookupsOf";
export { requireOneByDisplayName } from "./requireOneByDisplayName";
export { type GetGroupMappingResult, resultOf } from "./result";
