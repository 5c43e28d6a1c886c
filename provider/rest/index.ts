export { type Clock, sleepWithProgress, systemClock } from "./clock";
export * from "./connect";
export { ForbiddenError, IncompleteListError, InvalidResponseError, NotFoundError } from "./http";
export * from "./mappings";
export { withLimits } from "./operationLimits";
export { isRefusal } from "./refusal";
