import type { RateLimit } from "../core";

/** The requests that one caller has left. Times are in milliseconds and never decrease. */
export class RateLimitCounter {
  readonly limit: number;
  /** Whole requests and, in a token bucket, the fraction of the next one. */
  left: number;
  /** The time of the last refill. */
  private filledAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly rateLimit: RateLimit) {
    this.limit = "windowSeconds" in rateLimit ? rateLimit.requests : rateLimit.burst;
    this.left = this.limit;
  }

  /** Adds the requests that are available again. */
  refill(now: number): void {
    const seconds = (now - this.filledAt) / 1_000;
    if (!("windowSeconds" in this.rateLimit)) {
      this.left = Math.min(this.limit, round(this.left + seconds * this.rateLimit.requestsPerSecond));
      this.filledAt = now;
    } else if (now >= this.filledAt + this.rateLimit.windowSeconds * 1_000) {
      this.left = this.limit;
      this.filledAt = now;
    }
  }

  /** Returns the seconds until the next refill, rounded up. */
  secondsToReset(now: number): number {
    const seconds =
      "windowSeconds" in this.rateLimit
        ? this.rateLimit.windowSeconds - (now - this.filledAt) / 1_000
        : (1 - (this.left % 1)) / this.rateLimit.requestsPerSecond;
    return Math.ceil(round(seconds));
  }
}

/** Removes rounding errors, so that a caller who has waited for Retry-After is not rejected because of one. */
function round(value: number): number {
  return Number(value.toFixed(9));
}
