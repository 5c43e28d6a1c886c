import type { FixedWindowLimit, RateLimit, TokenBucketLimit } from "../core/rateLimitOptions";

/** The requests that one caller has left. Times are in milliseconds and never decrease. */
export interface RateLimitCounter {
  readonly limit: number;
  /** Whole requests and, in a token bucket, the fraction of the next one. */
  left: number;
  /** Adds what has become free by now. */
  readonly refill: (now: number) => void;
  /** Returns the seconds until the next refill, rounded up. */
  readonly secondsToReset: (now: number) => number;
}

export function createCounter(rateLimit: RateLimit): RateLimitCounter {
  return "windowSeconds" in rateLimit ? createFixedWindow(rateLimit) : createTokenBucket(rateLimit);
}

function createTokenBucket({ requestsPerSecond, burst }: TokenBucketLimit): RateLimitCounter {
  let filledAt: number | undefined;
  const counter: RateLimitCounter = {
    limit: burst,
    left: burst,
    refill: (now) => {
      const seconds = (now - (filledAt ?? now)) / 1_000;
      filledAt = now;
      counter.left = Math.min(burst, round(counter.left + seconds * requestsPerSecond));
    },
    secondsToReset: () => Math.ceil(round((1 - (counter.left % 1)) / requestsPerSecond)),
  };
  return counter;
}

function createFixedWindow({ requests, windowSeconds }: FixedWindowLimit): RateLimitCounter {
  let endsAt = Number.NEGATIVE_INFINITY;
  const counter: RateLimitCounter = {
    limit: requests,
    left: requests,
    refill: (now) => {
      if (now >= endsAt) {
        counter.left = requests;
        endsAt = now + windowSeconds * 1_000;
      }
    },
    secondsToReset: (now) => Math.ceil(round((endsAt - now) / 1_000)),
  };
  return counter;
}

/** Removes rounding errors, so that a caller who has waited for Retry-After is not rejected because of one. */
function round(value: number): number {
  return Number(value.toFixed(9));
}
