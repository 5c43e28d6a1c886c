export { GroupMappings } from "./groupMappings";
export { organizationIn, WrongOrganizationError } from "./organizationGuard";
export { paginate } from "./pagination";
export { isComplete } from "./readBatcher";
export { inputsFromResponse, OtherMappingError, requireNoOddItem, type SameFilter } from "./responses";
