import type { RateLimitHeaders } from "../http";

/** Maximum time between two requests that are spread over a window. */
const MAX_GAP_MS = 2_000;

/** Assumed length of a window if no response reports its end. */
const DEFAULT_WINDOW_MS = 1_000;

/** The current window, according to the responses so far. Times are in milliseconds. */
export interface RateLimitWindow {
  readonly remaining: number;
  readonly resetAt: number;
  /** Start of the request whose response reported the window. */
  readonly sentAt: number;
}

interface Queue {
  readonly now: number;
  readonly inFlight: number;
  readonly waiting: number;
  readonly lastStart: number;
}

/**
 * Returns the window after the response to a request that was sent at `sentAt`; undefined if its headers do not report one.
 * If the response reports a limit but no remaining count, our own requests are subtracted.
 */
export function updateWindow(
  known: RateLimitWindow | undefined,
  { limit, remaining, reset }: RateLimitHeaders,
  sentAt: number,
  now: number,
): RateLimitWindow | undefined {
  if (remaining !== undefined) {
    // Responses can arrive out of order. Keep the smaller remaining count.
    return known === undefined || sentAt > known.sentAt
      ? { remaining, resetAt: now + (reset ?? DEFAULT_WINDOW_MS), sentAt }
      : { ...known, remaining: Math.min(remaining, known.remaining) };
  }
  if (limit === undefined || reset === undefined) {
    return undefined;
  }
  return (known && decrementRemaining(known, now)) ?? { remaining: limit - 1, resetAt: now + reset, sentAt };
}

/** Subtracts a request whose response did not report a remaining count. Returns undefined after the reset. */
export function decrementRemaining(window: RateLimitWindow, now: number): RateLimitWindow | undefined {
  return now < window.resetAt ? { ...window, remaining: window.remaining - 1 } : undefined;
}

/**
 * Returns the milliseconds until the next request may start; infinity if a request in flight must end first.
 *
 * The number of requests in flight never exceeds the remaining count. If more are waiting, they are spread over the window
 * at twice the even pace. This uses up a limit that refills continuously, and does not exceed one that refills at the reset.
 */
export function waitForWindow({ remaining, resetAt }: RateLimitWindow, queue: Queue): number {
  const { now, inFlight, waiting, lastStart } = queue;
  // The remaining count may not include the requests in flight yet.
  const left = remaining - inFlight;
  if (left <= 0) {
    // After the reset, the remaining count is unknown until a response reports it.
    return now < resetAt ? resetAt - now : inFlight === 0 ? 0 : Number.POSITIVE_INFINITY;
  }
  if (now >= resetAt || waiting <= left) {
    return 0;
  }
  return Math.max(0, lastStart + Math.min(MAX_GAP_MS, (resetAt - now) / (2 * left)) - now);
}
