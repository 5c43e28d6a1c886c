/** Requests at once where no header tells the budget: few enough that the first refusal concerns but a few. */
const BLIND_CONCURRENCY = 3;

/** Successes after which one more request at once is tried: more than a small burst. */
const SUCCESSES_PER_SLOT = 32;

/** The same once that many went well, and while nothing was ever refused: the limit, if there is one, is far. */
const FURTHER_SUCCESSES_PER_SLOT = 8;

/** The part of the rate seen before the first refusal that is tried after it, and the part of a rate so learnt after a further one. */
const FIRST_DECREASE = 0.4;
const DECREASE = 0.5;

/** Requests a second that are tried whatever is refused. */
const LEAST_RATE = 0.5;

/**
 * How fast requests may start where no header tells the budget: additive increase, multiplicative decrease, learnt from
 * refusals alone. Times are in milliseconds.
 */
export class BlindPace {
  private atOnce = 1;
  /** Requests a second, where refusals have taught one. */
  private rate: number | undefined;
  private successesSinceGrowth = 0;
  private successes: readonly number[] = [];

  /** @param most requests under way at once, at most */
  constructor(private readonly most: number) {}

  /** Requests that may be under way at once: one alone until the first answer has come. */
  get slots(): number {
    return this.atOnce;
  }

  /** A header has told the budget, which counts from now on. */
  open(): void {
    this.atOnce = this.most;
  }

  /** Nobody answers: that the others wait for an answer helps nobody. */
  unanswered(): void {
    if (this.rate === undefined) {
      this.atOnce = Math.max(this.atOnce, this.least());
    }
  }

  succeeded(now: number): void {
    this.successes = [...this.successes.filter((at) => at > now - 1_000), now];
    this.successesSinceGrowth += 1;
    if (this.atOnce < this.least() && this.rate === undefined) {
      this.atOnce = this.least();
    } else if (this.successesSinceGrowth >= this.successesPerSlot()) {
      this.successesSinceGrowth = 0;
      this.atOnce = Math.min(this.most, this.atOnce + 1);
    }
    if (this.rate !== undefined) {
      this.rate += 0.5 / this.rate;
    }
  }

  refused(now: number): void {
    const seen = this.successes.filter((at) => at > now - 1_000).length;
    const rate = this.rate === undefined ? Math.max(1, seen) * FIRST_DECREASE : this.rate * DECREASE;
    this.rate = Math.max(LEAST_RATE, rate);
    this.atOnce = Math.max(1, Math.floor(this.atOnce / 2));
  }

  /** Milliseconds until the next request may start. */
  wait(now: number, lastStart: number): number {
    return this.rate === undefined ? 0 : Math.max(0, lastStart + 1_000 / this.rate - now);
  }

  private least(): number {
    return Math.min(BLIND_CONCURRENCY, this.most);
  }

  private successesPerSlot(): number {
    return this.rate === undefined && this.atOnce > BLIND_CONCURRENCY
      ? FURTHER_SUCCESSES_PER_SLOT
      : SUCCESSES_PER_SLOT;
  }
}
