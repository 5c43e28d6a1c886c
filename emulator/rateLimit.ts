import { requireCount, requireNumber } from "./checks";

/** Requests that are refilled one by one, continuously. */
export interface TokenBucketLimit {
  /** More than 0. */
  readonly requestsPerSecond: number;
  /** The most requests at once, and the number at the start: a whole number, 1 or more. */
  readonly burst: number;
}

/** Requests that are refilled all at once. A window begins with the first request after the end of the last one. */
export interface FixedWindowLimit {
  /** In one window: a whole number, 1 or more. */
  readonly requests: number;
  /** More than 0. */
  readonly windowSeconds: number;
}

/**
 * How many requests each of the credentials may make, by the emulator's clock. One more is not executed: its response is
 * a 429, which costs nothing. Requests that fail to authenticate, and those that a fault answers, are not counted.
 */
export type RateLimit = (TokenBucketLimit | FixedWindowLimit) & {
  /**
   * Which headers report the limit.
   * - `"all"`: X-RateLimit-Limit, -Remaining and -Reset on every response, and Retry-After on a 429.
   * - `"retry-after"`: Retry-After on a 429.
   * - `"none"`: no headers.
   *
   * Reset and Retry-After are whole seconds from now, as the API's are, rounded up: until the next request is refilled, or
   * the window ends. Default `"all"`.
   */
  readonly headers?: "all" | "retry-after" | "none";
};

/** The requests that one caller has left. */
interface Counter {
  /** Whole requests and, in a token bucket, the fraction of the next one. */
  left: number;
  /** The time of the last refill in milliseconds. */
  filledAt: number;
}

/** Applies the rate limit to each caller separately. */
export class RateLimitSimulator {
  private rateLimit: RateLimit | undefined;
  private readonly counters = new Map<unknown, Counter>();

  constructor(
    rateLimit: RateLimit | undefined,
    private readonly now: () => number,
  ) {
    this.set(rateLimit);
  }

  /** @throws {RangeError} If a number is out of its limits; the message names it. */
  set(rateLimit: RateLimit | undefined): void {
    if (rateLimit !== undefined) {
      checkRateLimit(rateLimit);
    }
    this.rateLimit = structuredClone(rateLimit);
    this.clear();
  }

  clear(): void {
    this.counters.clear();
  }

  /** Counts a request, and returns whether it may be executed and the headers of its response. */
  count(caller: unknown): { readonly isAccepted: boolean; readonly headers: Record<string, string> } {
    const { rateLimit } = this;
    if (rateLimit === undefined) {
      return { isAccepted: true, headers: {} };
    }
    const limit = "burst" in rateLimit ? rateLimit.burst : rateLimit.requests;
    const now = this.now();
    const counter = this.counters.get(caller) ?? { left: limit, filledAt: now };
    this.counters.set(caller, counter);
    refill(counter, rateLimit, now);
    const isAccepted = counter.left >= 1;
    counter.left -= isAccepted ? 1 : 0;
    const reset = String(secondsToReset(counter, rateLimit, now));
    const { headers: reported = "all" } = rateLimit;
    const headers = {
      ...(reported === "all" && {
        "x-ratelimit-limit": String(limit),
        "x-ratelimit-remaining": String(Math.floor(counter.left)),
        "x-ratelimit-reset": reset,
      }),
      ...(reported !== "none" && !isAccepted && { "retry-after": reset }),
    };
    return { isAccepted, headers };
  }
}

/** Adds the requests that are available again. */
function refill(counter: Counter, rateLimit: RateLimit, now: number): void {
  const seconds = (now - counter.filledAt) / 1_000;
  if ("burst" in rateLimit) {
    const left = round(counter.left + seconds * rateLimit.requestsPerSecond);
    counter.left = Math.min(rateLimit.burst, left);
    counter.filledAt = now;
  } else if (seconds >= rateLimit.windowSeconds) {
    counter.left = rateLimit.requests;
    counter.filledAt = now;
  }
}

/** Returns the seconds until the next refill, rounded up. */
function secondsToReset({ left, filledAt }: Counter, rateLimit: RateLimit, now: number): number {
  const seconds =
    "burst" in rateLimit
      ? (1 - (left % 1)) / rateLimit.requestsPerSecond
      : rateLimit.windowSeconds - (now - filledAt) / 1_000;
  return Math.ceil(round(seconds));
}

/** Removes rounding errors, so that a caller who has waited for Retry-After is not rejected because of one. */
function round(value: number): number {
  return Number(value.toFixed(9));
}

function checkRateLimit(rateLimit: RateLimit): void {
  for (const [name, value] of Object.entries(rateLimit)) {
    if (name === "requestsPerSecond" || name === "windowSeconds") {
      const isPositive = Number.isFinite(value) && Number(value) > 0;
      requireNumber(`The emulator's rateLimit.${name}`, Number(value), isPositive, "a number, more than 0");
    } else if (name !== "headers") {
      requireCount(`The emulator's rateLimit.${name}`, Number(value), "a whole number, 1 or more");
    }
  }
}
