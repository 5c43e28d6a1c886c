import {
  checkRateLimit,
  type Clock,
  createErrorResponse,
  type CredentialsInUse,
  type HttpResponse,
  type RateLimit,
} from "../core";
import { RateLimitCounter } from "./rateLimitCounter";

/** Applies the rate limit to each of the credentials separately. */
export class RateLimitSimulator {
  private rateLimit: RateLimit | undefined;
  private counters = new Map<CredentialsInUse | string, RateLimitCounter>();

  constructor(
    rateLimit: RateLimit | undefined,
    private readonly clock: Clock,
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
    this.counters = new Map();
  }

  /**
   * Returns the response of `execute`, or a 429, with the headers of the limit. The access tokens of one organization share
   * a limit; its id is their caller.
   */
  async limit(
    caller: CredentialsInUse | string,
    execute: () => Promise<HttpResponse>,
  ): Promise<HttpResponse> {
    if (this.rateLimit === undefined) {
      return execute();
    }
    const { headers: reported = "all" } = this.rateLimit;
    const counter = this.counters.get(caller) ?? new RateLimitCounter(this.rateLimit);
    this.counters.set(caller, counter);
    const now = Number(this.clock());
    counter.refill(now);
    const isAccepted = counter.left >= 1;
    counter.left -= isAccepted ? 1 : 0;
    const reset = String(counter.secondsToReset(now));
    const headers = {
      ...(reported === "all" && {
        "x-ratelimit-limit": String(counter.limit),
        "x-ratelimit-remaining": String(Math.floor(counter.left)),
        "x-ratelimit-reset": reset,
      }),
      ...(reported !== "none" && !isAccepted && { "retry-after": reset }),
    };
    const response = isAccepted
      ? await execute()
      : createErrorResponse(429, { code: "too_many_requests", detail: "Too Many Requests" });
    return { ...response, headers: { ...response.headers, ...headers } };
  }
}
