export { describeAttempts } from "./attemptLog";
export { createRateLimiter, createSender, reportRetryWait, type SenderSettings } from "./createSender";
export { RateLimitError, ThrottledBeforeSendError } from "./rateLimitError";
export {
  backoffDelay,
  classifyOutcome,
  isRepeatedAfterUnreadableSuccess,
  isRepeatedWithNewToken,
  isTokenRefused,
  isUnavailable,
  type Outcome,
} from "./retryPolicy";
export { Sender } from "./sender";
