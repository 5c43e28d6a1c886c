import type { FixedWindowLimit, RateLimit, TokenBucketLimit } from "../core/rateLimitOptions";

/** What of a limit is left for one of the credentials. Moments are in milliseconds, and never go back. */
export interface RateLimitCounter {
  /** The most that there ever is. */
  readonly limit: number;
  /** Takes one request; false where there is none. */
  readonly take: (now: number) => boolean;
  /** Whole requests that are left. */
  readonly remaining: (now: number) => number;
  /** Seconds until there are more, rounded up. */
  readonly reset: (now: number) => number;
}

/** A budget that is full. */
export function createCounter(rateLimit: RateLimit): RateLimitCounter {
  return "windowSeconds" in rateLimit ? fixedWindow(rateLimit) : tokenBucket(rateLimit);
}

function tokenBucket({ requestsPerSecond, burst }: TokenBucketLimit): RateLimitCounter {
  let left = burst;
  let filledAt: number | undefined;
  const refill = (now: number): number => {
    const passed = (now - (filledAt ?? now)) / 1_000;
    filledAt = now;
    left = Math.min(burst, exact(left + passed * requestsPerSecond));
    return left;
  };
  return {
    limit: burst,
    take: (now) => {
      const isThere = refill(now) >= 1;
      left -= isThere ? 1 : 0;
      return isThere;
    },
    remaining: (now) => Math.floor(refill(now)),
    reset: (now) => Math.ceil(exact((1 - (refill(now) % 1)) / requestsPerSecond)),
  };
}

function fixedWindow({ requests, windowSeconds }: FixedWindowLimit): RateLimitCounter {
  let left = requests;
  let endsAt = Number.NEGATIVE_INFINITY;
  const turn = (now: number): void => {
    if (now >= endsAt) {
      left = requests;
      endsAt = now + windowSeconds * 1_000;
    }
  };
  return {
    limit: requests,
    take: (now) => {
      turn(now);
      const isThere = left > 0;
      left -= isThere ? 1 : 0;
      return isThere;
    },
    remaining: () => left,
    reset: (now) => Math.ceil(exact((endsAt - now) / 1_000)),
  };
}

/** Without the last digits of a calculation: whoever waited as long as it was told is not refused for them. */
function exact(value: number): number {
  return Number(value.toFixed(9));
}
