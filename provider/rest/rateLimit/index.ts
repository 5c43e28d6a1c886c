export { AdaptivePacer } from "./adaptivePacer";
export { decrementRemaining, updateWindow, waitForWindow } from "./rateLimitWindow";
export { MaxWaitExceededError, type Observation, QueueRejectedError, RateLimiter } from "./rateLimiter";
export { MAX_JITTER_MS, ThrottlePause } from "./throttlePause";
