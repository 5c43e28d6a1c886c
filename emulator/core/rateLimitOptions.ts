/** Requests that come back one by one, all the time. */
export interface TokenBucketLimit {
  /** How fast they come back, more than 0. */
  readonly requestsPerSecond: number;
  /** How many there are at most, and at the beginning: a whole number, 1 or more. */
  readonly burst: number;
}

/** Requests that come back all at once. A window begins with the first request after the end of the last one. */
export interface FixedWindowLimit {
  /** In one window: a whole number, 1 or more. */
  readonly requests: number;
  /** More than 0. */
  readonly windowSeconds: number;
}

/**
 * How many requests each of the credentials may make, by the emulator's clock. One more is answered 429 and not
 * executed; it costs nothing. What fails to authenticate, and what a fault answers in the API's place, is not counted.
 */
export type RateLimit = (TokenBucketLimit | FixedWindowLimit) & {
  /**
   * What an answer tells of the limit.
   * - `"all"`: X-RateLimit-Limit, -Remaining and -Reset on every answer, and Retry-After on a 429.
   * - `"retry-after"`: only that.
   * - `"none"`: nothing.
   *
   * Reset and Retry-After are whole seconds from now, as the API's are, rounded up: until the next request comes back, or
   * the window ends. Default `"all"`.
   */
  readonly headers?: "all" | "retry-after" | "none";
};

/** @throws RangeError naming the number that is out of its limits. */
export function checkRateLimit(rateLimit: RateLimit): void {
  if ("windowSeconds" in rateLimit) {
    checkCount("requests", rateLimit.requests);
    checkPositive("windowSeconds", rateLimit.windowSeconds);
  } else {
    checkPositive("requestsPerSecond", rateLimit.requestsPerSecond);
    checkCount("burst", rateLimit.burst);
  }
}

function checkCount(name: string, value: number): void {
  if (!(Number.isSafeInteger(value) && value >= 1)) {
    throw new RangeError(
      `The emulator's rateLimit.${name} is ${value}; it must be a whole number, 1 or more`,
    );
  }
}

function checkPositive(name: string, value: number): void {
  if (!(Number.isFinite(value) && value > 0)) {
    throw new RangeError(`The emulator's rateLimit.${name} is ${value}; it must be a number, more than 0`);
  }
}
