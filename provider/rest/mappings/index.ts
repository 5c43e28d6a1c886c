export { GroupMappings } from "./groupMappings";
export { inputsFromResponse } from "./inputsFromResponse";
export { organizationIn, WrongOrganizationError } from "./organizationGuard";
export { paginate } from "./pagination";
export { isComplete } from "./readBatcher";
export { OtherMappingError, requireNoOddItem, type SameFilter } from "./responses";
