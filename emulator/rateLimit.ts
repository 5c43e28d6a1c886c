/**
 * How many requests each of the credentials may make, by the emulator's clock. One more is not executed: its response is
 * a 429, which costs nothing. Requests that fail to authenticate, and those that a fault answers, are not counted.
 */
export interface RateLimit {
  /** More than 0. Requests are refilled one by one, continuously. */
  readonly requestsPerSecond: number;
  /** The most requests at once, and the number at the start: a whole number, 1 or more. */
  readonly burst: number;
  /**
   * Which headers report the limit.
   * - `"all"`: X-RateLimit-Limit, -Remaining and -Reset on every response, and Retry-After on a 429.
   * - `"none"`: no headers.
   *
   * Reset and Retry-After are whole seconds until the next request is refilled, rounded up. Default `"all"`.
   */
  readonly headers?: "all" | "none";
}

/** The requests that one caller has left. */
interface Counter {
  /** Whole requests and the fraction of the next one. */
  readonly left: number;
  /** The time of the last refill in milliseconds. */
  readonly filledAt: number;
}

/** Applies the rate limit to each caller separately. */
export class RateLimitSimulator {
  private readonly counters = new Map<unknown, Counter>();

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

  /** Counts a request, and returns whether it may be executed and the headers of its response. */
  count(caller: unknown): { readonly isAccepted: boolean; readonly headers: Record<string, string> } {
    if (this.rateLimit === undefined) {
      return { isAccepted: true, headers: {} };
    }
    const { requestsPerSecond, burst, headers = "all" } = this.rateLimit;
    const now = this.now();
    const { left, filledAt } = this.counters.get(caller) ?? { left: burst, filledAt: now };
    const available = Math.min(burst, round(left + ((now - filledAt) / 1_000) * requestsPerSecond));
    const isAccepted = available >= 1;
    const remaining = isAccepted ? available - 1 : available;
    this.counters.set(caller, { left: remaining, filledAt: now });
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

/** Removes rounding errors, so that a caller who has waited for Retry-After is not rejected because of one. */
function round(value: number): number {
  return Number(value.toFixed(9));
}
