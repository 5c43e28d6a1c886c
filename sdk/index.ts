export { filters } from "./filters";
export { GroupMapping, type GroupMappingArgs } from "./groupMapping";
export type { OAuthArgs } from "./oauthArgs";
export { Provider, type ProviderArgs } from "./provider";
