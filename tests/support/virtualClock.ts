import type { Clock } from "../../provider/rest/clock";

interface Sleeper {
  readonly until: number;
  readonly wake: () => void;
}

/** A clock whose time passes only when everybody sleeps; chance is a fixed sequence. */
export class VirtualClock implements Clock {
  private time = 0;
  private seed: number;
  private readonly sleepers: Sleeper[] = [];

  constructor(seed = 1) {
    this.seed = seed;
  }

  now(): number {
    return this.time;
  }

  sleep(milliseconds: number): Promise<void> {
    return new Promise((wake) => {
      this.sleepers.push({ until: this.time + Math.max(0, milliseconds), wake });
    });
  }

  /** Mulberry32: small, seeded, good enough for jitter. */
  random(): number {
    this.seed = (this.seed + 0x6d2b79f5) | 0;
    let t = Math.imul(this.seed ^ (this.seed >>> 15), 1 | this.seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }

  /** Lets time pass until `work` has ended. */
  async run<Result>(work: Promise<Result>): Promise<Result> {
    const state = { ended: false };
    const end = () => {
      state.ended = true;
    };
    work.then(end, end);
    for (;;) {
      await settle();
      if (state.ended) {
        return work;
      }
      const next = this.sleepers.reduce<Sleeper | undefined>(
        (first, sleeper) => (first === undefined || sleeper.until < first.until ? sleeper : first),
        undefined,
      );
      if (next === undefined) {
        throw new Error(
          "Nobody sleeps and the work has not ended: it waits for something that never happens",
        );
      }
      this.sleepers.splice(this.sleepers.indexOf(next), 1);
      this.time = Math.max(this.time, next.until);
      next.wake();
    }
  }
}

/** Lets everything happen that needs no time. */
async function settle(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}
