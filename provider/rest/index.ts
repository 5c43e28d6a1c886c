export { type Clock, sleepWithProgress, systemClock } from "./clock";
export * from "./connect";
export { ForbiddenError, IncompleteListError, InvalidResponseError, NotFoundError } from "./http";
export {
  GroupMappings,
  inputsFromResponse,
  isComplete,
  organizationIn,
  requireNoOddItem,
  type SameFilter,
  WrongOrganizationError,
} from "./mappings";
export { withLimits } from "./operationLimits";
