export { describeAttempts } from "./attemptLog";
export { createRateLimiter, createSender, type SenderSettings } from "./createSender";
export { RateLimitError, ThrottledBeforeSendError } from "./rateLimitError";
export {
  backoffDelay,
  classifyOutcome,
  isRepeatedAfterUnreadableSuccess,
  isRepeatedWithNewToken,
  isTokenRefused,
  type Outcome,
} from "./retryPolicy";
export { Sender } from "./sender";
