export { secrets } from "../errors";
export { Lookups } from "./lookups";
export { lookupsOf, programSources } from "./lookupsOf";
export { requireOneByDisplayName } from "./requireOneByDisplayName";
export { type GetGroupMappingResult, resultOf } from "./result";
