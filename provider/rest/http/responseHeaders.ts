import { excerpt, oneLine, secrets } from "../../errors";
import type { HttpResponse } from "./transport";

/** The rate limit headers of a response. Durations are in milliseconds. */
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

/** Longer numbers are timestamps, not counts. */
function parseCount(header: string | undefined): number | undefined {
  return header !== undefined && /^\d{1,8}(\.\d{1,9})?$/.test(header.trim()) ? Number(header) : undefined;
}

/** Whether the API did not carry out the request and says when to retry. The rate limiter makes all requests wait. */
export function isThrottled(it: { status?: number | undefined; retryAfter?: number | undefined }): boolean {
  return it.status === 429 || (it.status === 503 && it.retryAfter !== undefined);
}

/** How an HTTP date begins: `Sun, 06`, `Sunday, 06-`, or `Sun Nov`. */
const HTTP_DATE = /^[A-Z][a-z]{2,8},? /;

/**
 * Parses a Retry-After header, which has seconds or an HTTP date (RFC 9110, section 10.2.3), to milliseconds. `date` is the Date
 * header of the response: the clocks may differ.
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

/** Identifies a response: `429 Too Many Requests, request id abc`. */
export function describeResponse(response: HttpResponse): string {
  const requestId = requestIdIn(response);
  return `${statusLine(response)}${requestId === undefined ? "" : `, request id ${requestId}`}`;
}

/** Returns X-Request-Id, or else the id in the body, so that support can find the request. */
export function requestIdIn(response: HttpResponse, idInBody = ""): string | undefined {
  const id = secrets.redact(response.header("x-request-id") ?? idInBody).trim();
  return id === "" ? undefined : excerpt(oneLine(id), 200);
}

export function statusLine({ status, statusText }: HttpResponse): string {
  return statusText === "" ? String(status) : `${status} ${excerpt(statusText, 100)}`;
}

export function retryAfterNote(response: HttpResponse): string[] {
  const wait = parseRetryAfter(response.header("retry-after"), response.header("date")) ?? 0;
  return wait > 0 ? [`The response says to retry after ${Math.ceil(wait / 1_000)} s.`] : [];
}
