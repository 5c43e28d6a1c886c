import type { Clock } from "./clock";
import { isRefusal } from "./retryPolicy";
import { LONG_WAIT, TELL_EVERY } from "./waiting";

/** What the answers of the API say about its limits: headers in milliseconds and numbers. */
export interface Observation {
  /** The status, or undefined where there was no answer. */
  readonly status: number | undefined;
  /** X-RateLimit-Remaining. */
  readonly remaining?: number | undefined;
  /** X-RateLimit-Reset, relative, in milliseconds. */
  readonly reset?: number | undefined;
  /** Retry-After, in milliseconds. */
  readonly retryAfter?: number | undefined;
}

export interface GateOptions {
  readonly clock: Clock;
  /** Requests under way at once, at most. Default 16. */
  readonly maxConcurrency?: number;
  /** Longest single wait, in milliseconds. Default 5 minutes. */
  readonly maxWait?: number;
  /** Told where a wait is longer than 5 s, and again every 30 s: how long it still is, in milliseconds. */
  readonly onWait?: (milliseconds: number) => void;
}

/** A place among the requests under way. */
export interface Permit {
  readonly startedAt: number;
}

/** The API asks for a longer wait than the gate may make anybody wait. */
export class WaitTooLongError extends Error {
  /** @param milliseconds what the API asks for */
  constructor(readonly milliseconds: number) {
    super(`the API asks to wait ${Math.ceil(milliseconds / 1_000)} s`);
  }
}

/** Whoever waits need not wait any longer: the API refuses everything. */
export class DismissedError extends Error {}

/** Requests at once where no header tells the budget: few enough that the first refusal concerns but a few. */
const BLIND_CONCURRENCY = 3;

/** Successes after which one more request at once is tried, where no header tells the budget: more than a small burst. */
const SUCCESSES_PER_SLOT = 32;

/** The same once that many went well, and while nothing was ever refused: the limit, if there is one, is far. */
const FURTHER_SUCCESSES_PER_SLOT = 8;

/** The part of the rate seen before a refusal that is tried after it. */
const DECREASE = 0.4;

/** Between two requests that are spread over a window, in milliseconds. */
const LONGEST_GAP = 2_000;

/** How many starts the pace of the queue is told from. */
const REMEMBERED_STARTS = 16;

/** The pause after a refusal that asks for none, in milliseconds: doubled with each further one, up to the longest. */
const FIRST_PATIENCE = 1_000;
const LONGEST_PATIENCE = 30_000;

interface Budget {
  readonly remaining: number;
  readonly resetAt: number;
  /** When the request was sent whose answer told it. */
  readonly toldTo: number;
}

interface Waiter {
  readonly enter: (permit: Permit) => void;
  readonly refuse: (error: WaitTooLongError | DismissedError) => void;
  readonly since: number;
}

/**
 * Lets requests pass no faster than the API allows. One gate for all requests with the same credentials to the same
 * endpoint, since they share one budget.
 *
 * - One request alone until the first answer has told what the budget is.
 * - With X-RateLimit-Remaining and -Reset: never more under way than remain; where more are waiting than remain, they are
 *   spread over the window, at twice the even pace, so that a budget which refills all the time is used up and one that
 *   refills at the end of its window is not exceeded.
 * - A 429, or a 503 with Retry-After, pauses everybody until the moment that it names.
 * - Without headers: additive increase, multiplicative decrease, learnt from refusals alone.
 */
export class RateGate {
  private waiting: Waiter[] = [];
  private readonly successes: number[] = [];
  private underWay = 0;
  private slots = 1;
  private budget: Budget | undefined;
  /** Requests a second, where refusals have taught one. */
  private rate: number | undefined;
  private pausedUntil = 0;
  /** When the last requests started, the latest last. */
  private starts: readonly number[] = [];
  private lastDecrease = Number.NEGATIVE_INFINITY;
  private lastTold = Number.NEGATIVE_INFINITY;
  private wakesAt = Number.POSITIVE_INFINITY;
  private refusals = 0;
  private grown = 0;

  private readonly clock: Clock;
  private readonly maxConcurrency: number;
  private readonly maxWait: number;
  private readonly onWait: (milliseconds: number) => void;

  constructor({ clock, maxConcurrency = 16, maxWait = 300_000, onWait = () => undefined }: GateOptions) {
    this.clock = clock;
    this.maxConcurrency = maxConcurrency;
    this.maxWait = maxWait;
    this.onWait = onWait;
  }

  /**
   * Resolves once a request may start; whoever waits longest is the next.
   *
   * @param again for one that has had a try already: it comes before those that have had none
   * @param since when it first asked for permission. Default: now
   * @throws WaitTooLongError, DismissedError
   */
  enter({ again = false, since = this.clock.now() } = {}): Promise<Permit> {
    return new Promise((enter, refuse) => {
      const waiter = { enter, refuse, since };
      if (again) {
        this.waiting.unshift(waiter);
      } else {
        this.waiting.push(waiter);
      }
      this.admit();
    });
  }

  /** Ends the waiting of all who first asked before `moment`. */
  dismiss(moment: number): void {
    const dismissed = this.waiting.filter(({ since }) => since < moment);
    this.waiting = this.waiting.filter(({ since }) => since >= moment);
    dismissed.forEach(({ refuse }) => {
      refuse(new DismissedError());
    });
  }

  /** Milliseconds that everybody waits since the API refused one; none where that is longer than anybody may wait. */
  get pause(): number {
    const pause = Math.max(0, this.pausedUntil - this.clock.now());
    return pause > this.maxWait ? 0 : pause;
  }

  /** Must be called once a request that entered has ended, with what its answer said. */
  leave(permit: Permit, observation: Observation): void {
    this.underWay -= 1;
    const { status, remaining, reset } = observation;
    if (isRefusal(observation)) {
      this.refused(permit, observation);
    } else if (status === undefined && this.rate === undefined) {
      // Nobody answers: that the others wait for an answer helps nobody.
      this.slots = Math.max(this.slots, BLIND_CONCURRENCY);
    } else if (remaining !== undefined) {
      this.budget = this.newer({
        remaining,
        resetAt: this.clock.now() + (reset ?? 1_000),
        toldTo: permit.startedAt,
      });
      this.slots = this.maxConcurrency;
      this.refusals = 0;
    } else if (status !== undefined && status < 500) {
      this.succeededBlindly();
    }
    this.admit();
  }

  /** Answers overtake one another: of requests sent together, or before, the one that was told of less came last. */
  private newer(told: Budget): Budget {
    const known = this.budget;
    return known === undefined || told.toldTo > known.toldTo
      ? told
      : { ...known, remaining: Math.min(told.remaining, known.remaining) };
  }

  private refused(permit: Permit, { reset, retryAfter }: Observation): void {
    const now = this.clock.now();
    const asked = retryAfter ?? reset;
    if (permit.startedAt < this.lastDecrease) {
      // It was under way already when another one's refusal was heard: nothing new, unless it asks for a longer pause.
      this.pausedUntil = Math.max(this.pausedUntil, now + (asked ?? 0));
      return;
    }
    this.lastDecrease = now;
    if (reset === undefined) {
      const seen = this.successes.filter((at) => at > now - 1_000).length;
      this.rate = Math.max(
        0.5,
        (this.rate ?? Math.max(1, seen)) * (this.rate === undefined ? DECREASE : 0.5),
      );
      this.slots = Math.max(1, Math.floor(this.slots / 2));
      this.budget = undefined;
    } else {
      this.budget = { remaining: 0, resetAt: now + reset, toldTo: permit.startedAt };
    }
    // Whoever is refused again and again, though it waited as asked, waits longer each time.
    const patience =
      Math.min(LONGEST_PATIENCE, FIRST_PATIENCE * 2 ** this.refusals) * (0.5 + this.clock.random() / 2);
    const pause = asked === undefined || this.refusals > 0 ? Math.max(asked ?? 0, patience) : asked;
    this.refusals += 1;
    // A little later than asked for, and not all clients at the same moment.
    this.pausedUntil = Math.max(this.pausedUntil, now + pause + this.clock.random() * 100);
  }

  private succeededBlindly(): void {
    const now = this.clock.now();
    this.successes.push(now);
    this.successes.splice(
      0,
      this.successes.findIndex((at) => at > now - 1_000),
    );
    this.refusals = 0;
    if (this.budget !== undefined) {
      // An answer without headers, where others had them: it has cost one; and after the reset nothing is known.
      const { remaining, resetAt } = this.budget;
      this.budget = now < resetAt ? { ...this.budget, remaining: remaining - 1 } : undefined;
    }
    this.grown += 1;
    if (this.slots < BLIND_CONCURRENCY && this.rate === undefined) {
      this.slots = Math.min(BLIND_CONCURRENCY, this.maxConcurrency);
    } else if (this.grown >= this.successesPerSlot()) {
      this.grown = 0;
      this.slots = Math.min(this.maxConcurrency, this.slots + 1);
    }
    if (this.rate !== undefined) {
      this.rate += 0.5 / this.rate;
    }
  }

  private successesPerSlot(): number {
    return this.rate === undefined && this.slots > BLIND_CONCURRENCY
      ? FURTHER_SUCCESSES_PER_SLOT
      : SUCCESSES_PER_SLOT;
  }

  /** Lets in whoever may enter now, and wakes itself when the next one may. */
  private admit(): void {
    for (;;) {
      const [next] = this.waiting;
      if (next === undefined) {
        return;
      }
      const now = this.clock.now();
      const wait = this.waitFrom(now);
      if (wait > this.maxWait && wait !== Number.POSITIVE_INFINITY) {
        this.waiting.shift();
        next.refuse(new WaitTooLongError(wait));
        continue;
      }
      if (wait > 0) {
        this.wakeAfter(wait, now);
        return;
      }
      this.waiting.shift();
      this.underWay += 1;
      this.starts = [...this.starts, now].slice(-REMEMBERED_STARTS);
      next.enter({ startedAt: now });
    }
  }

  /** Milliseconds until the next request may start; infinity where one that is under way must end first. */
  private waitFrom(now: number): number {
    if (now < this.pausedUntil) {
      return this.pausedUntil - now;
    }
    if (this.underWay >= Math.min(this.slots, this.maxConcurrency)) {
      return Number.POSITIVE_INFINITY;
    }
    if (this.budget !== undefined) {
      return this.waitForBudget(now, this.budget);
    }
    return this.rate === undefined ? 0 : Math.max(0, this.lastStart() + 1_000 / this.rate - now);
  }

  private waitForBudget(now: number, { remaining, resetAt }: { remaining: number; resetAt: number }): number {
    // Those under way may not be counted in what remains yet.
    const left = remaining - this.underWay;
    if (left <= 0) {
      // After the reset the budget is unknown until one answer has told it.
      return now < resetAt ? resetAt - now : this.underWay === 0 ? 0 : Number.POSITIVE_INFINITY;
    }
    if (now >= resetAt || this.waiting.length <= left) {
      return 0;
    }
    return Math.max(0, this.lastStart() + Math.min(LONGEST_GAP, (resetAt - now) / (2 * left)) - now);
  }

  private wakeAfter(wait: number, now: number): void {
    if (wait === Number.POSITIVE_INFINITY) {
      return;
    }
    this.tell(wait + this.queueTime(now), now);
    const nap = Math.min(wait, wait > LONG_WAIT ? TELL_EVERY : wait);
    if (now + nap >= this.wakesAt) {
      return;
    }
    const wakesAt = now + nap;
    this.wakesAt = wakesAt;
    void this.clock.sleep(nap).then(() => {
      // An earlier nap may have taken the place of this one.
      if (this.wakesAt === wakesAt) {
        this.wakesAt = Number.POSITIVE_INFINITY;
        this.admit();
      }
    });
  }

  private lastStart(): number {
    return this.starts.at(-1) ?? Number.NEGATIVE_INFINITY;
  }

  /** How long the last in the queue waits after the first: no single gap is long, but all of them together may be. */
  private queueTime(now: number): number {
    const [since = now] = this.starts;
    return ((this.waiting.length - 1) * (now - since)) / Math.max(1, this.starts.length);
  }

  private tell(wait: number, now: number): void {
    if (wait > LONG_WAIT && now >= this.lastTold + TELL_EVERY) {
      this.lastTold = now;
      this.onWait(wait);
    }
  }
}
