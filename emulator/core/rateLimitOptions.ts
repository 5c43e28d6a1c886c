import { requireNumber } from "./checks";

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

/** @throws {RangeError} If a number is out of its limits; the message names it. */
export function checkRateLimit(rateLimit: RateLimit): void {
  if ("windowSeconds" in rateLimit) {
    requireCount("requests", rateLimit.requests);
    requirePositive("windowSeconds", rateLimit.windowSeconds);
  } else {
    requirePositive("requestsPerSecond", rateLimit.requestsPerSecond);
    requireCount("burst", rateLimit.burst);
  }
}

function requireCount(name: string, value: number): void {
  const isValid = Number.isSafeInteger(value) && value >= 1;
  requireNumber(`The emulator's rateLimit.${name}`, value, isValid, "a whole number, 1 or more");
}

function requirePositive(name: string, value: number): void {
  const isValid = Number.isFinite(value) && value > 0;
  requireNumber(`The emulator's rateLimit.${name}`, value, isValid, "a number, more than 0");
}
