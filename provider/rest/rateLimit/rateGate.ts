import { type Clock, LONG_WAIT, TELL_EVERY } from "../clock";
import type { RateLimitHeaders } from "../http/rateLimitHeaders";
import { isRefusal } from "../http/retryAfter";
import { BlindPace } from "./blindPace";
import { type Budget, learnt, spentUntold, waitForBudget } from "./budget";
import { Pause } from "./pause";
import { Starts } from "./starts";

/** What one response says about the rate limit. */
export interface Observation extends RateLimitHeaders {
  /** The status, or undefined where there was no answer. */
  readonly status: number | undefined;
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
 * - With X-RateLimit-Remaining, or -Limit and -Reset: no faster than the budget that they tell.
 * - A 429, or a 503 with Retry-After, pauses everybody until the moment that it names.
 * - Without headers: as fast as refusals have taught.
 */
export class RateGate {
  private waiting: Waiter[] = [];
  private readonly starts = new Starts();
  private readonly pauseOfAll: Pause;
  private readonly pace: BlindPace;
  private budget: Budget | undefined;
  private underWay = 0;
  private lastTold = Number.NEGATIVE_INFINITY;
  private wakesAt = Number.POSITIVE_INFINITY;

  private readonly clock: Clock;
  private readonly maxWait: number;
  private readonly onWait: (milliseconds: number) => void;

  constructor({ clock, maxConcurrency = 16, maxWait = 300_000, onWait = () => undefined }: GateOptions) {
    this.clock = clock;
    this.maxWait = maxWait;
    this.onWait = onWait;
    this.pauseOfAll = new Pause(() => clock.random());
    this.pace = new BlindPace(maxConcurrency);
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
    const pause = this.pauseOfAll.left(this.clock.now());
    return pause > this.maxWait ? 0 : pause;
  }

  /** Must be called once a request that entered has ended, with what its answer said. */
  leave(permit: Permit, observation: Observation): void {
    this.underWay -= 1;
    const now = this.clock.now();
    const { status } = observation;
    const told = learnt(this.budget, observation, permit.startedAt, now);
    if (isRefusal(observation)) {
      this.refused(permit, now, observation);
    } else if (status === undefined) {
      this.pace.unanswered();
    } else if (told !== undefined) {
      this.budget = told;
      this.pace.open();
      this.pauseOfAll.accepted();
    } else if (status < 500) {
      this.budget = this.budget && spentUntold(this.budget, now);
      this.pace.succeeded(now);
      this.pauseOfAll.accepted();
    }
    this.admit();
  }

  private refused({ startedAt }: Permit, now: number, { reset, retryAfter }: Observation): void {
    const asked = retryAfter ?? reset;
    if (this.pauseOfAll.hasBegunAfter(startedAt)) {
      this.pauseOfAll.lengthen(now, asked);
      return;
    }
    this.pauseOfAll.refused(now, asked);
    if (reset === undefined) {
      this.budget = undefined;
      this.pace.refused(now);
    } else {
      this.budget = { remaining: 0, resetAt: now + reset, toldTo: startedAt };
    }
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
      this.starts.add(now);
      next.enter({ startedAt: now });
    }
  }

  /** Milliseconds until the next request may start; infinity where one that is under way must end first. */
  private waitFrom(now: number): number {
    const pause = this.pauseOfAll.left(now);
    if (pause > 0) {
      return pause;
    }
    if (this.underWay >= this.pace.slots) {
      return Number.POSITIVE_INFINITY;
    }
    const lastStart = this.starts.last;
    return this.budget === undefined
      ? this.pace.wait(now, lastStart)
      : waitForBudget(this.budget, {
          now,
          lastStart,
          underWay: this.underWay,
          waiting: this.waiting.length,
        });
  }

  private wakeAfter(wait: number, now: number): void {
    if (wait === Number.POSITIVE_INFINITY) {
      return;
    }
    this.tell(wait + this.starts.timeFor(this.waiting.length - 1, now), now);
    const nap = Math.min(wait, TELL_EVERY);
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

  private tell(wait: number, now: number): void {
    if (wait > LONG_WAIT && now >= this.lastTold + TELL_EVERY) {
      this.lastTold = now;
      this.onWait(wait);
    }
  }
}
