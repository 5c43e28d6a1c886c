export type { GetGroupMappingResult } from "../provider/lookups";
export { filters } from "./filters";
export { GroupMapping, type GroupMappingArgs } from "./groupMapping";
export * from "./lookups";
export type { LookupOptions } from "./programLookups";
export { type OAuthArgs, Provider, type ProviderArgs } from "./provider";
