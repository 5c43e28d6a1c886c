/** Whether the API carried nothing out and says when to send it again. The rate limiter makes all requests wait. */
export function isThrottled({
  status,
  retryAfter,
}: {
  status?: number | undefined;
  retryAfter?: number | undefined;
}): boolean {
  return status === 429 || (status === 503 && retryAfter !== undefined);
}

/** A number of seconds that nobody means: a hundred years. */
const MAX_RETRY_AFTER_SECONDS = 3_153_600_000;

/** One of the three forms begins every HTTP date: `Sun, 06`, `Sunday, 06-`, `Sun Nov`. */
const HTTP_DATE = /^[A-Z][a-z]{2,8},? /;

/**
 * Milliseconds that a Retry-After header asks for: a number of seconds, or an HTTP date (RFC 9110, section 10.2.3).
 *
 * @param date the answer's own Date, which the HTTP date is held against: the clocks of both ends may differ
 * @returns undefined where there is none, or it is neither
 */
export function parseRetryAfter(header: string | undefined, date: string | undefined): number | undefined {
  const text = header?.trim() ?? "";
  if (/^\d+(\.\d+)?$/.test(text)) {
    return Math.min(Number(text), MAX_RETRY_AFTER_SECONDS) * 1_000;
  }
  const until = HTTP_DATE.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(until)) {
    return undefined;
  }
  const serverNow = Date.parse(date ?? "");
  return Math.max(0, until - (Number.isNaN(serverNow) ? Date.now() : serverNow));
}
