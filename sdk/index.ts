export type { GetGroupMappingResult } from "../provider/lookups";
export { filters } from "./filters";
export { GroupMapping, type GroupMappingArgs } from "./groupMapping";
export type {
  GetGroupMappingArgs,
  GetGroupMappingOutputArgs,
  GetGroupMappingsArgs,
  GetGroupMappingsOutputArgs,
} from "./lookupArgs";
export { getGroupMapping, getGroupMappingOutput, getGroupMappings, getGroupMappingsOutput } from "./lookups";
export type { OAuthArgs } from "./oauthArgs";
export type { LookupOptions } from "./programLookups";
export { Provider, type ProviderArgs } from "./provider";
