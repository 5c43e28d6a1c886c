import { type Clock, LONG_WAIT_MS, PROGRESS_INTERVAL_MS } from "../clock";
import { isThrottled, type RateLimitHeaders } from "../http";
import { onAbort } from "../operationLimits";
import { AdaptivePacer } from "./adaptivePacer";
import { decrementRemaining, type RateLimitWindow, updateWindow, waitForWindow } from "./rateLimitWindow";
import { ThrottlePause } from "./throttlePause";

/** Number of starts that the pace of the queue is computed from. */
const MAX_REMEMBERED_STARTS = 16;

/** What one response reports about the rate limit. */
export interface Observation extends RateLimitHeaders {
  /** The status, or undefined if there was no response. */
  readonly status: number | undefined;
}

interface RateLimiterOptions {
  readonly clock: Clock;
  /** Maximum number of requests in flight. */
  readonly maxConcurrency?: number;
  /** Maximum single wait, in milliseconds. */
  readonly maxWait?: number;
  /** Called if a wait is longer than 5 s, and every 30 s during the wait, with the remaining milliseconds. */
  readonly onWait?: (milliseconds: number) => void;
}

/** The API asks for a longer wait than `maxWait`, in milliseconds. */
export class MaxWaitExceededError extends Error {
  constructor(readonly milliseconds: number) {
    super(`the API asks to wait ${Math.ceil(milliseconds / 1_000)} s`);
  }
}

/** The request was queued for too long because the API throttled every request. */
export class QueueRejectedError extends Error {}

/** The user canceled the command while the request waited. */
export class WaitCanceledError extends Error {}

interface AcquireOptions {
  readonly again?: boolean;
  readonly since?: number;
  readonly canceled?: AbortSignal | undefined;
}

interface Waiter {
  readonly resolve: (startedAt: number) => void;
  readonly reject: (error: Error) => void;
  readonly since: number;
}

/**
 * Starts requests at the rate that the headers allow; without headers, {@link AdaptivePacer} decides. A 429, or a 503 with
 * Retry-After, pauses all requests. The API counts requests by credentials and endpoint, so there is one limiter for each.
 */
export class RateLimiter {
  private readonly options: Required<RateLimiterOptions>;
  private readonly throttlePause: ThrottlePause;
  private readonly pacer: AdaptivePacer;
  private waiting: Waiter[] = [];
  /** When the last requests started. */
  private starts: readonly number[] = [];
  private window: RateLimitWindow | undefined;
  private inFlight = 0;
  private lastReported = Number.NEGATIVE_INFINITY;
  private wakesAt = Number.POSITIVE_INFINITY;

  constructor(options: RateLimiterOptions) {
    this.options = { maxConcurrency: 16, maxWait: 300_000, onWait: () => undefined, ...options };
    this.throttlePause = new ThrottlePause(() => options.clock.random());
    this.pacer = new AdaptivePacer(this.options.maxConcurrency);
  }

  /**
   * Resolves to the start time when the request may start. The order is first come, first served.
   *
   * @param again whether the request was sent before. If so, it goes first.
   * @param since when the request was first queued
   * @param canceled ends the wait
   * @throws {MaxWaitExceededError} If the API asks for a longer wait than `maxWait`.
   * @throws {QueueRejectedError} If {@link rejectQueued} ends the wait.
   * @throws {WaitCanceledError} If `canceled` is aborted before the request may start.
   */
  acquire({
    again = false,
    since = this.options.clock.now(),
    canceled,
  }: AcquireOptions = {}): Promise<number> {
    let stopListening: () => void = () => undefined;
    return new Promise<number>((resolve, reject) => {
      const waiter = { resolve, reject, since };
      this.waiting = again ? [waiter, ...this.waiting] : [...this.waiting, waiter];
      if (canceled !== undefined) {
        stopListening = onAbort(canceled, () => {
          this.waiting = this.waiting.filter((other) => other !== waiter);
          reject(new WaitCanceledError());
        });
      }
      this.admit();
    }).finally(() => {
      stopListening();
    });
  }

  /** Rejects all requests that were queued before `moment`. */
  rejectQueued(moment: number): void {
    const rejected = this.waiting.filter(({ since }) => since < moment);
    this.waiting = this.waiting.filter(({ since }) => since >= moment);
    rejected.forEach(({ reject }) => {
      reject(new QueueRejectedError());
    });
  }

  /** Remaining pause after a throttled response, in milliseconds; 0 if it is longer than `maxWait`. */
  get pause(): number {
    const pause = this.throttlePause.left(this.options.clock.now());
    return pause > this.options.maxWait ? 0 : pause;
  }

  /** Call when an acquired request has ended, with the observation from its response. */
  release(startedAt: number, observation: Observation): void {
    this.inFlight -= 1;
    const now = this.options.clock.now();
    const { status } = observation;
    const reported = updateWindow(this.window, observation, startedAt, now);
    if (isThrottled(observation)) {
      this.onThrottled(startedAt, now, observation);
    } else if (status === undefined) {
      this.pacer.onNoResponse();
    } else if (reported !== undefined) {
      this.window = reported;
      this.pacer.liftConcurrencyLimit();
      this.throttlePause.onAccepted();
    } else if (status < 500) {
      this.window = this.window && decrementRemaining(this.window, now);
      this.pacer.onSuccess(now);
      this.throttlePause.onAccepted();
    }
    this.admit();
  }

  private onThrottled(startedAt: number, now: number, { reset, retryAfter }: Observation): void {
    const asked = retryAfter ?? reset;
    if (this.throttlePause.wasSentBeforeLastThrottle(startedAt)) {
      this.throttlePause.lengthen(now, asked);
      return;
    }
    this.throttlePause.onThrottled(now, asked);
    if (reset === undefined) {
      this.window = undefined;
      this.pacer.onThrottled(now);
    } else {
      this.window = { remaining: 0, resetAt: now + reset, sentAt: startedAt };
    }
  }

  /** Starts every request that may start now, and sleeps until the next one may. */
  private admit(): void {
    for (;;) {
      const [next] = this.waiting;
      if (next === undefined) {
        return;
      }
      const now = this.options.clock.now();
      const wait = this.delayUntilNext(now);
      if (wait === Number.POSITIVE_INFINITY) {
        return;
      }
      if (wait > this.options.maxWait) {
        this.waiting.shift();
        next.reject(new MaxWaitExceededError(wait));
        continue;
      }
      if (wait > 0) {
        this.wakeAfter(wait, now);
        return;
      }
      this.waiting.shift();
      this.inFlight += 1;
      this.starts = [...this.starts, now].slice(-MAX_REMEMBERED_STARTS);
      next.resolve(now);
    }
  }

  /** Milliseconds until the next request may start; infinity if a request in flight must end first. */
  private delayUntilNext(now: number): number {
    const pause = this.throttlePause.left(now);
    if (pause > 0) {
      return pause;
    }
    if (this.inFlight >= this.pacer.concurrencyLimit) {
      return Number.POSITIVE_INFINITY;
    }
    const lastStart = this.starts.at(-1) ?? Number.NEGATIVE_INFINITY;
    if (this.window === undefined) {
      return this.pacer.wait(now, lastStart);
    }
    const waiting = this.waiting.length;
    return waitForWindow(this.window, { now, lastStart, inFlight: this.inFlight, waiting });
  }

  private wakeAfter(wait: number, now: number): void {
    this.reportWait(wait, now);
    const nap = Math.min(wait, PROGRESS_INTERVAL_MS);
    const wakesAt = now + nap;
    if (wakesAt >= this.wakesAt) {
      return;
    }
    this.wakesAt = wakesAt;
    void this.options.clock.sleep(nap).then(() => {
      // An earlier wake-up may have replaced this one.
      if (this.wakesAt === wakesAt) {
        this.wakesAt = Number.POSITIVE_INFINITY;
        this.admit();
      }
    });
  }

  /** Reports how long the whole queue waits, at the pace of the recent starts. */
  private reportWait(waitOfFirst: number, now: number): void {
    const [since = now] = this.starts;
    const others = this.waiting.length - 1;
    const wait = waitOfFirst + (others * (now - since)) / Math.max(1, this.starts.length);
    if (wait > LONG_WAIT_MS && now >= this.lastReported + PROGRESS_INTERVAL_MS) {
      this.lastReported = now;
      this.options.onWait(wait);
    }
  }
}
