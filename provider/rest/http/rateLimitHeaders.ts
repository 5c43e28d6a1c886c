import type { HttpResponse } from "./transport";
import { parseRetryAfter } from "./retryAfter";

/** What the headers of a response say about the rate limit. Durations are in milliseconds. */
export interface RateLimitHeaders {
  /** X-RateLimit-Limit: requests per window. */
  readonly limit?: number | undefined;
  /** X-RateLimit-Remaining: requests that are left in the window. */
  readonly remaining?: number | undefined;
  /** X-RateLimit-Reset: until the next window. The API sends relative seconds, unlike others that use this name. */
  readonly reset?: number | undefined;
  readonly retryAfter?: number | undefined;
}

export function parseRateLimitHeaders({ header }: Pick<HttpResponse, "header">): RateLimitHeaders {
  const reset = parseCount(header("x-ratelimit-reset"));
  return {
    limit: parseCount(header("x-ratelimit-limit")),
    remaining: parseCount(header("x-ratelimit-remaining")),
    reset: reset === undefined ? undefined : reset * 1_000,
    retryAfter: parseRetryAfter(header("retry-after"), header("date")),
  };
}

/** Returns undefined for longer numbers, which are times of day and not counts. */
function parseCount(header: string | undefined): number | undefined {
  return header !== undefined && /^\d{1,8}(\.\d{1,9})?$/.test(header.trim()) ? Number(header) : undefined;
}
