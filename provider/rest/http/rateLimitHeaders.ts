import type { HttpResponse } from "./transport";

/** What the headers of a response say about the rate limit. Durations are in milliseconds. */
export interface RateLimitHeaders {
  /** Requests per window. */
  readonly limit?: number | undefined;
  readonly remaining?: number | undefined;
  /** Until the next window. The API sends relative seconds, unlike others that use this header. */
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

/** Longer numbers are times of day, not counts. */
function parseCount(header: string | undefined): number | undefined {
  return header !== undefined && /^\d{1,8}(\.\d{1,9})?$/.test(header.trim()) ? Number(header) : undefined;
}

/** Whether the API carried nothing out and says when to send it again. The rate limiter makes all requests wait. */
export function isThrottled(it: { status?: number | undefined; retryAfter?: number | undefined }): boolean {
  return it.status === 429 || (it.status === 503 && it.retryAfter !== undefined);
}

/** One of the three forms begins every HTTP date: `Sun, 06`, `Sunday, 06-`, `Sun Nov`. */
const HTTP_DATE = /^[A-Z][a-z]{2,8},? /;

/**
 * Milliseconds that a Retry-After header asks for: seconds of up to ten digits, or an HTTP date (RFC 9110, section 10.2.3).
 *
 * @param date the response's own Date, which the HTTP date is compared with: the clocks of both ends may differ
 */
export function parseRetryAfter(header: string | undefined, date: string | undefined): number | undefined {
  const text = header?.trim() ?? "";
  if (/^\d{1,10}(\.\d+)?$/.test(text)) {
    return Number(text) * 1_000;
  }
  const until = HTTP_DATE.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(until)) {
    return undefined;
  }
  const serverNow = Date.parse(date ?? "");
  return Math.max(0, until - (Number.isNaN(serverNow) ? Date.now() : serverNow));
}
