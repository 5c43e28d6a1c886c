export { GroupMapping, type GroupMappingArgs } from "./groupMapping";
export { Provider, type ProviderArgs } from "./provider";
