/** Concurrency limit if no header reports the rate limit: low, so that the first throttled response affects few requests. */
const INITIAL_CONCURRENCY = 3;

/** Successes before the concurrency limit increases by one: more than a small burst. */
const SUCCESSES_PER_SLOT = 32;

/** The same, above the initial concurrency and before any throttling: the rate limit, if there is one, is far away. */
const FURTHER_SUCCESSES_PER_SLOT = 8;

/** Factors that the rate is multiplied by after the first throttled response, and after each further one. */
const FIRST_DECREASE = 0.4;
const DECREASE = 0.5;

const MIN_REQUESTS_PER_SECOND = 0.5;

/** Paces requests if no header reports the limit: additive increase, multiplicative decrease. Times are in milliseconds. */
export class AdaptivePacer {
  /** Maximum number of requests in flight: one until the first response. */
  concurrencyLimit = 1;
  /** Requests per second; undefined until a response is throttled. */
  private rate: number | undefined;
  private successesSinceGrowth = 0;
  private successes: readonly number[] = [];
  private readonly initialLimit: number;

  /** @param max maximum number of requests in flight */
  constructor(private readonly max: number) {
    this.initialLimit = Math.min(INITIAL_CONCURRENCY, max);
  }

  /** Call if a header has reported the limit. */
  liftConcurrencyLimit(): void {
    this.concurrencyLimit = this.max;
  }

  /** Call after a request without a response. Other requests then no longer wait for the first response. */
  onNoResponse(): void {
    if (this.rate === undefined) {
      this.concurrencyLimit = Math.max(this.concurrencyLimit, this.initialLimit);
    }
  }

  onSuccess(now: number): void {
    this.successes = [...this.successes.filter((at) => at > now - 1_000), now];
    this.successesSinceGrowth += 1;
    const isFar = this.rate === undefined && this.concurrencyLimit > INITIAL_CONCURRENCY;
    if (this.concurrencyLimit < this.initialLimit && this.rate === undefined) {
      this.concurrencyLimit = this.initialLimit;
    } else if (this.successesSinceGrowth >= (isFar ? FURTHER_SUCCESSES_PER_SLOT : SUCCESSES_PER_SLOT)) {
      this.successesSinceGrowth = 0;
      this.concurrencyLimit = Math.min(this.max, this.concurrencyLimit + 1);
    }
    if (this.rate !== undefined) {
      this.rate += 0.5 / this.rate;
    }
  }

  onThrottled(now: number): void {
    const seen = this.successes.filter((at) => at > now - 1_000).length;
    const rate = this.rate === undefined ? Math.max(1, seen) * FIRST_DECREASE : this.rate * DECREASE;
    this.rate = Math.max(MIN_REQUESTS_PER_SECOND, rate);
    this.concurrencyLimit = Math.max(1, Math.floor(this.concurrencyLimit / 2));
  }

  /** Milliseconds until the next request may start. */
  wait(now: number, lastStart: number): number {
    return this.rate === undefined ? 0 : Math.max(0, lastStart + 1_000 / this.rate - now);
  }
}
