import { Heap } from "./heap";
import type { TestClock } from "./testClock";

interface Sleeper {
  readonly until: number;
  /** Sleepers that wake at the same time wake in the order in which they fell asleep. */
  readonly order: number;
  wake: (() => void) | undefined;
}

/** The number of steps after which the event loop gets a turn. Otherwise, an endless test could not time out. */
const STEPS_PER_TURN = 10_000;

/** A clock that advances only when everything sleeps. The seed determines its random numbers. */
export class VirtualClock implements TestClock {
  private time = 0;
  private seed: number;
  private fallenAsleep = 0;
  private steps = 0;
  private held = 0;
  private readonly sleepers = new Heap<Sleeper>(
    (one, other) => one.until < other.until || (one.until === other.until && one.order < other.order),
  );

  constructor(seed = 1) {
    this.seed = seed;
  }

  now(): number {
    return this.time;
  }

  sleep(milliseconds: number): Promise<void> {
    return new Promise((wake) => {
      this.after(milliseconds, wake);
    });
  }

  after(milliseconds: number, wake: () => void): () => void {
    this.fallenAsleep += 1;
    const sleeper: Sleeper = {
      until: this.time + Math.max(0, milliseconds),
      order: this.fallenAsleep,
      wake,
    };
    this.sleepers.push(sleeper);
    return () => {
      sleeper.wake = undefined;
    };
  }

  /** Mulberry32: small, seeded, and good enough for jitter. */
  random(): number {
    this.seed = (this.seed + 0x6d2b79f5) | 0;
    let t = Math.imul(this.seed ^ (this.seed >>> 15), 1 | this.seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }

  async hold<Result>(work: Promise<Result>): Promise<Result> {
    this.held += 1;
    try {
      return await work;
    } finally {
      this.held -= 1;
    }
  }

  async run<Result>(work: Promise<Result>): Promise<Result> {
    const state = { ended: false };
    const end = () => {
      state.ended = true;
    };
    work.then(end, end);
    for (let idle = false; ;) {
      await this.settle(idle);
      if (state.ended) {
        return work;
      }
      const next = this.held > 0 ? undefined : this.nextSleeper();
      if (next !== undefined) {
        idle = false;
        this.time = Math.max(this.time, next.until);
        next.wake?.();
      } else if (idle && this.held === 0) {
        throw new Error(
          "The work has not ended, but nothing sleeps: it waits for an event that never happens",
        );
      } else {
        idle = true;
      }
    }
  }

  private nextSleeper(): Sleeper | undefined {
    for (;;) {
      const next = this.sleepers.pop();
      if (next === undefined || next.wake !== undefined) {
        return next;
      }
    }
  }

  /** Runs everything that needs no time: all pending promises and, if there are none, a turn of the event loop. */
  private async settle(idle: boolean): Promise<void> {
    this.steps += 1;
    const turn = idle || this.steps % STEPS_PER_TURN === 0;
    await new Promise<void>((resolve) => {
      if (turn) {
        setImmediate(resolve);
      } else {
        // Runs after all pending promises, and is several times faster than a turn.
        process.nextTick(resolve);
      }
    });
  }
}
