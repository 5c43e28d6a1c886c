export { AdaptivePacer } from "./adaptivePacer";
export { decrementRemaining, updateWindow, waitForWindow } from "./rateLimitWindow";
export {
  MaxWaitExceededError,
  type Observation,
  QueueRejectedError,
  RateLimiter,
  WaitCanceledError,
} from "./rateLimiter";
export { MAX_JITTER_MS, ThrottlePause } from "./throttlePause";
