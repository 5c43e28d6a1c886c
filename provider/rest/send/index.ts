export { describeAttempts } from "./attemptLog";
export { CanceledError, RateLimitError, ThrottledBeforeSendError } from "./rateLimitError";
export { backoffDelay, classifyOutcome, isTokenRefused, isUnavailable, type Outcome } from "./retryPolicy";
export { Sender } from "./sender";
export { createRateLimiter, reportRetryWait, type SenderSettings } from "./senderSettings";
