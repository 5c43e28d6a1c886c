import type { RateLimitHeaders } from "../http";

/** Maximum time between two requests that are spread over a window. */
const MAX_GAP_MS = 2_000;

/** How long a window lasts if no response says when it ends. */
const DEFAULT_WINDOW_MS = 1_000;

/** What the responses so far say about the current window. Times are in milliseconds. */
export interface RateLimitWindow {
  readonly remaining: number;
  readonly resetAt: number;
  /** When the request was sent whose response reported the window. */
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
 * If the response reports a limit but not what remains, our own requests are subtracted.
 */
export function updateWindow(
  known: RateLimitWindow | undefined,
  { limit, remaining, reset }: RateLimitHeaders,
  sentAt: number,
  now: number,
): RateLimitWindow | undefined {
  if (remaining !== undefined) {
    // Responses can arrive out of order: then the smaller remaining count is kept.
    return known === undefined || sentAt > known.sentAt
      ? { remaining, resetAt: now + (reset ?? DEFAULT_WINDOW_MS), sentAt }
      : { ...known, remaining: Math.min(remaining, known.remaining) };
  }
  if (limit === undefined || reset === undefined) {
    return undefined;
  }
  return (known && decrementRemaining(known, now)) ?? { remaining: limit - 1, resetAt: now + reset, sentAt };
}

/** Subtracts a request whose response did not report what remains. Returns undefined after the reset. */
export function decrementRemaining(window: RateLimitWindow, now: number): RateLimitWindow | undefined {
  return now < window.resetAt ? { ...window, remaining: window.remaining - 1 } : undefined;
}

/**
 * Returns the milliseconds until the next request may start; infinity if a request in flight must end first.
 *
 * No more requests are in flight than remain. If more are waiting than remain, they are spread over the window at twice the
 * even pace: a limit that refills continuously is used up, and one that refills at the end of its window is not exceeded.
 */
export function waitForWindow({ remaining, resetAt }: RateLimitWindow, queue: Queue): number {
  const { now, inFlight, waiting, lastStart } = queue;
  // Requests in flight may not be counted in what remains yet.
  const left = remaining - inFlight;
  if (left <= 0) {
    // After the reset what remains is unknown until a response reports it.
    return now < resetAt ? resetAt - now : inFlight === 0 ? 0 : Number.POSITIVE_INFINITY;
  }
  if (now >= resetAt || waiting <= left) {
    return 0;
  }
  return Math.max(0, lastStart + Math.min(MAX_GAP_MS, (resetAt - now) / (2 * left)) - now);
}
