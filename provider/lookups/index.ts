export { Lookups } from "./lookups";
export { lookupsOf } from "./lookupsOf";
export { programSources } from "./programSources";
export { requireOneByDisplayName } from "./requireOneByDisplayName";
export { type GetGroupMappingResult, resultOf } from "./result";
