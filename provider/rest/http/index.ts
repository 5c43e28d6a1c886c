export {
  ApiError,
  apiErrorFrom,
  decodeBody,
  ForbiddenError,
  IncompleteListError,
  InvalidResponseError,
  NotFoundError,
  QuotaExceededError,
  UnauthenticatedError,
  UnknownOutcomeError,
} from "./apiError";
export { Client } from "./client";
export { ConnectionError } from "./connectionError";
export { describeResponse, requestIdIn } from "./describeResponse";
export {
  isPermanent,
  NO_COMMON_TLS,
  NOT_CONNECTED,
  parseTlsFailure,
  PROXY_AUTH_REQUIRED,
  PROXY_FAILED,
  PROXY_REFUSED,
  wasNeverSent,
} from "./errorCodes";
export { proxyFor } from "./proxy";
export {
  isThrottled,
  parseRateLimitHeaders,
  parseRetryAfter,
  type RateLimitHeaders,
} from "./rateLimitHeaders";
export {
  type HttpRequest,
  type HttpResponse,
  type RequestLimit,
  retryMethod,
  type Transport,
} from "./transport";
export { TunnelAgent } from "./tunnelAgent";
export { idInLocation, mappingPath, parsePageToken } from "./urls";
