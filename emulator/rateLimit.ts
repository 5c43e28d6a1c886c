/**
 * The rate limit for each of the credentials, by the emulator's clock. A request beyond the limit is not executed and gets
 * a 429, which does not count. Requests that fail to authenticate or that a fault responds to do not count either.
 */
export interface RateLimit {
  /** The refill rate, greater than 0. Requests are refilled continuously, one at a time. */
  readonly requestsPerSecond: number;
  /** The maximum number of requests at once, and the initial number: an integer of at least 1. */
  readonly burst: number;
  /**
   * The headers that report the limit.
   * - `"all"`: X-RateLimit-Limit, -Remaining, and -Reset on every response, and Retry-After on a 429.
   * - `"none"`: no headers.
   *
   * Reset and Retry-After are the seconds until the next request is refilled, rounded up. Default: `"all"`.
   */
  readonly headers?: "all" | "none";
}

export class RateLimitSimulator {
  /** The remaining requests of each caller, including a fraction of the next one, at the time of the last refill. */
  private readonly counters = new Map<unknown, { readonly left: number; readonly filledAtMs: number }>();

  constructor(
    private rateLimit: RateLimit | undefined,
    private readonly now: () => number,
  ) {}

  set(rateLimit: RateLimit | undefined): void {
    this.rateLimit = structuredClone(rateLimit);
    this.clear();
  }

  clear(): void {
    this.counters.clear();
  }

  count(caller: unknown): { readonly isAccepted: boolean; readonly headers: Record<string, string> } {
    if (this.rateLimit === undefined) {
      return { isAccepted: true, headers: {} };
    }
    const { requestsPerSecond, burst, headers = "all" } = this.rateLimit;
    const now = this.now();
    const { left, filledAtMs } = this.counters.get(caller) ?? { left: burst, filledAtMs: now };
    const available = Math.min(burst, round(left + ((now - filledAtMs) / 1_000) * requestsPerSecond));
    const isAccepted = available >= 1;
    const remaining = isAccepted ? available - 1 : available;
    this.counters.set(caller, { left: remaining, filledAtMs: now });
    if (headers === "none") {
      return { isAccepted, headers: {} };
    }
    const reset = String(Math.ceil(round((1 - (remaining % 1)) / requestsPerSecond)));
    return {
      isAccepted,
      headers: {
        "x-ratelimit-limit": String(burst),
        "x-ratelimit-remaining": String(Math.floor(remaining)),
        "x-ratelimit-reset": reset,
        ...(!isAccepted && { "retry-after": reset }),
      },
    };
  }
}

/** Removes floating-point errors, which could reject a caller that has waited for Retry-After. */
function round(value: number): number {
  return Number(value.toFixed(9));
}
