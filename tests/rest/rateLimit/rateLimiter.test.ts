import {
  MaxWaitExceededError,
  type Observation,
  QueueRejectedError,
  RateLimiter,
} from "../../../provider/rest/rateLimit";
import { VirtualClock } from "../../support/virtualClock";

/** A server that refills its tokens continuously and responds after 80 ms. */
class BucketServer {
  requests = 0;
  refused = 0;
  private tokens: number;
  private filledAt = 0;

  constructor(
    private readonly clock: VirtualClock,
    private readonly rate: number,
    private readonly burst: number,
    private readonly headers: "all" | "none",
    /** Maximum additional latency of a response, in milliseconds, so that responses arrive out of order. */
    private readonly jitter = 0,
  ) {
    this.tokens = burst;
  }

  /** Another client takes tokens. */
  take(count: number): void {
    this.refill();
    this.tokens = Math.max(0, this.tokens - count);
  }

  async answer(): Promise<Observation> {
    await this.clock.sleep(40);
    this.refill();
    this.requests += 1;
    const accepted = this.tokens >= 1;
    this.tokens -= accepted ? 1 : 0;
    this.refused += accepted ? 0 : 1;
    const observation: Observation = { status: accepted ? 200 : 429 };
    const reset = Math.max(1, Math.ceil((1 - this.tokens) / this.rate)) * 1_000;
    const reported: Observation =
      this.headers === "none"
        ? observation
        : {
            ...observation,
            remaining: Math.floor(this.tokens),
            reset,
            ...(!accepted && { retryAfter: reset }),
          };
    await this.clock.sleep(40 + this.jitter * this.clock.random());
    return reported;
  }

  private refill(): void {
    const now = this.clock.now();
    this.tokens = Math.min(this.burst, this.tokens + ((now - this.filledAt) * this.rate) / 1_000);
    this.filledAt = now;
  }
}

/** A server that counts in fixed windows of a second and responds after 80 ms. */
class WindowServer {
  requests = 0;
  refused = 0;
  private readonly counts = new Map<number, number>();

  constructor(
    private readonly clock: VirtualClock,
    private readonly limit: number,
    private readonly headers: "all" | "limit" = "all",
  ) {}

  async answer(): Promise<Observation> {
    await this.clock.sleep(40);
    this.requests += 1;
    const window = Math.floor(this.clock.now() / 1_000);
    const count = (this.counts.get(window) ?? 0) + 1;
    this.counts.set(window, count);
    this.refused += count > this.limit ? 1 : 0;
    await this.clock.sleep(40);
    const reported: Observation = { status: count > this.limit ? 429 : 200, limit: this.limit, reset: 1_000 };
    return this.headers === "limit" ? reported : { ...reported, remaining: Math.max(0, this.limit - count) };
  }
}

type Server = BucketServer | WindowServer;

/** Time limit by the clock, in milliseconds: a limiter that admits no more requests fails its test instead of never ending. */
const FAR_TOO_LATE = 3_600_000;

/** Sends `count` requests, `parallel` at once as the engine does, each until it is accepted. */
async function sendAll(
  clock: VirtualClock,
  gate: RateLimiter,
  server: Server,
  count: number,
  parallel: number,
): Promise<void> {
  let left = count;
  const worker = async () => {
    while (left > 0) {
      left -= 1;
      for (;;) {
        if (clock.now() > FAR_TOO_LATE) {
          throw new Error(`${left} requests were not accepted in ${FAR_TOO_LATE / 1_000} s`);
        }
        const permit = await gate.acquire();
        const observation = await server.answer();
        gate.release(permit, observation);
        if (observation.status !== 429) {
          break;
        }
      }
    }
  };
  await Promise.all(Array.from({ length: parallel }, worker));
}

describe("RateLimiter on a server that allows 10 requests per second, burst 20", () => {
  test.each([1, 8, 16, 64])(
    "has no throttled responses and uses the whole limit with headers, %i at once",
    async (parallel) => {
      const clock = new VirtualClock();
      const server = new BucketServer(clock, 10, 20, "all");
      await clock.run(sendAll(clock, new RateLimiter({ clock }), server, 100, parallel));
      const ideal = Math.max((100 - 20) / 10, (100 * 0.08) / parallel) * 1_000;
      expect({ refused: server.refused, requests: server.requests }).toEqual({ refused: 0, requests: 100 });
      expect(clock.now() / ideal).toBeLessThan(1.15);
    },
  );

  test.each([4, 8, 12, 16, 64])(
    "handles responses that arrive out of order with headers, %i at once",
    async (parallel) => {
      for (let seed = 1; seed <= 20; seed += 1) {
        const clock = new VirtualClock(seed);
        const server = new BucketServer(clock, 10, 20, "all", 40);
        await clock.run(sendAll(clock, new RateLimiter({ clock }), server, 100, parallel));
        expect(server.refused).toBe(0);
        expect(clock.now() / 8_000).toBeLessThan(1.15);
      }
    },
  );

  test.each([1, 2, 3, 4, 5])(
    "has few throttled responses without headers, and finishes (seed %i)",
    async (seed) => {
      const clock = new VirtualClock(seed);
      const server = new BucketServer(clock, 10, 20, "none");
      await clock.run(sendAll(clock, new RateLimiter({ clock }), server, 100, 8));
      expect(server.refused / server.requests).toBeLessThanOrEqual(0.05);
      expect(clock.now()).toBeLessThan(2.5 * 8_000);
    },
  );

  test("sends 1000 requests at 50 per second, with headers", async () => {
    const clock = new VirtualClock();
    const server = new BucketServer(clock, 50, 100, "all");
    await clock.run(sendAll(clock, new RateLimiter({ clock }), server, 1_000, 64));
    expect(server.refused).toBe(0);
    expect(clock.now() / 18_000).toBeLessThan(1.15);
  });

  test.each(["all", "limit"] as const)(
    "a budget that counts in fixed windows of a second is used, and not exceeded (headers: %s)",
    async (headers) => {
      const clock = new VirtualClock();
      const server = new WindowServer(clock, 20, headers);
      await clock.run(sendAll(clock, new RateLimiter({ clock }), server, 100, 16));
      expect(server.refused).toBe(0);
      expect(clock.now()).toBeLessThan(5_000 * 1.6);
    },
  );

  test("has few throttled responses if another client uses the limit, and each pauses all requests", async () => {
    const clock = new VirtualClock();
    const server = new BucketServer(clock, 10, 20, "all");
    let done = false;
    const other = async () => {
      while (!done) {
        await clock.sleep(1_000);
        server.take(5);
      }
    };
    const ours = sendAll(clock, new RateLimiter({ clock }), server, 100, 16).then(() => (done = true));
    await clock.run(Promise.all([ours, other()]));
    expect(server.requests - server.refused).toBe(100);
    expect(server.refused).toBeLessThanOrEqual(8);
  });
});

describe("RateLimiter during throttling", () => {
  test.each([1, 8, 64])(
    "sends %i concurrent requests successfully after a minute in which every response asks to wait for a second",
    async (parallel) => {
      const clock = new VirtualClock();
      const gate = new RateLimiter({ clock });
      let most = 0;
      const one = async () => {
        for (let tries = 1; ; tries += 1) {
          most = Math.max(most, tries);
          const permit = await gate.acquire();
          await clock.sleep(80);
          const refused = clock.now() < 60_000;
          gate.release(permit, refused ? { status: 429, retryAfter: 1_000 } : { status: 200 });
          if (!refused) {
            return;
          }
        }
      };
      await clock.run(Promise.all(Array.from({ length: parallel }, one)));
      expect(most).toBeLessThanOrEqual(9);
      expect(clock.now()).toBeLessThan(180_000);
    },
  );
});

describe("RateLimiter", () => {
  test("admits one request until the first response has reported the window", async () => {
    const clock = new VirtualClock();
    const gate = new RateLimiter({ clock });
    const entered: number[] = [];
    const enter = (n: number) => gate.acquire().then((startedAt) => (entered.push(n), startedAt));
    const all = [enter(1), enter(2), enter(3)] as const;
    const first = await clock.run(all[0]);
    expect(entered).toEqual([1]);
    gate.release(first, { status: 200, remaining: 10, reset: 1_000 });
    await clock.run(Promise.all(all));
    expect(entered).toEqual([1, 2, 3]);
  });

  test("keeps the requests in flight below the maximum", async () => {
    const clock = new VirtualClock();
    const gate = new RateLimiter({ clock, maxConcurrency: 3 });
    let most = 0;
    let underWay = 0;
    const one = async () => {
      const permit = await gate.acquire();
      most = Math.max(most, ++underWay);
      await clock.sleep(100);
      underWay -= 1;
      gate.release(permit, { status: 200, remaining: 1_000, reset: 60_000 });
    };
    await clock.run(Promise.all(Array.from({ length: 20 }, one)));
    expect(most).toBe(3);
  });

  test("pauses all requests as long as a 429 asks for", async () => {
    const clock = new VirtualClock();
    const gate = new RateLimiter({ clock });
    gate.release(await clock.run(gate.acquire()), { status: 200, remaining: 10, reset: 1_000 });
    gate.release(await clock.run(gate.acquire()), { status: 429, retryAfter: 7_000 });
    const startedAt = await clock.run(gate.acquire());
    expect(startedAt).toBeGreaterThanOrEqual(7_000);
    expect(startedAt).toBeLessThan(7_200);
  });

  test("reports a wait longer than 5 s, and again every 30 s", async () => {
    const clock = new VirtualClock();
    const reported: number[] = [];
    const gate = new RateLimiter({
      clock,
      onWait: (milliseconds) => reported.push(Math.round(milliseconds / 1_000)),
    });
    gate.release(await clock.run(gate.acquire()), { status: 429, retryAfter: 70_000 });
    await clock.run(gate.acquire());
    expect(reported).toEqual([70, 40, 10]);
  });

  test("reports a long queue, even if each single gap is short", async () => {
    const clock = new VirtualClock();
    const reported: { at: number; wait: number }[] = [];
    const gate = new RateLimiter({ clock, onWait: (wait) => reported.push({ at: clock.now(), wait }) });
    const server = new BucketServer(clock, 2, 4, "all");
    await clock.run(sendAll(clock, gate, server, 120, 64));
    expect(reported[0]?.wait).toBeGreaterThan(5_000);
    expect(reported[0]?.at).toBeLessThan(15_000);
    const gaps = reported.slice(1).map(({ at }, index) => at - (reported[index]?.at ?? 0));
    expect(gaps.length).toBeGreaterThan(0);
    gaps.forEach((gap) => {
      expect(gap).toBeGreaterThanOrEqual(30_000);
      expect(gap).toBeLessThan(35_000);
    });
  });

  test("reports nothing if requests wait for a response and not for the rate limit", async () => {
    const clock = new VirtualClock();
    const reported: number[] = [];
    const gate = new RateLimiter({ clock, maxConcurrency: 1, onWait: (wait) => reported.push(wait) });
    const one = async () => {
      const permit = await gate.acquire();
      await clock.sleep(10_000);
      gate.release(permit, { status: 200, remaining: 1_000, reset: 60_000 });
    };
    await clock.run(Promise.all([one(), one(), one()]));
    expect(reported).toEqual([]);
  });

  test("rejects a wait longer than the maximum, with the requested wait", async () => {
    const clock = new VirtualClock();
    const gate = new RateLimiter({ clock, maxWait: 60_000 });
    gate.release(await clock.run(gate.acquire()), { status: 429, retryAfter: 3_600_000 });
    await expect(gate.acquire()).rejects.toThrow(MaxWaitExceededError);
    await expect(gate.acquire()).rejects.toThrow(/asks to wait 360\d s/);
  });

  test("uses a remaining count without a reset for a second", async () => {
    const clock = new VirtualClock();
    const gate = new RateLimiter({ clock });
    gate.release(await clock.run(gate.acquire()), { status: 200, remaining: 0 });
    const startedAt = await clock.run(gate.acquire());
    expect(startedAt).toBe(1_000);
  });

  test("ignores a throttled response that was already on its way, unless it asks for a longer pause", async () => {
    const clock = new VirtualClock();
    const gate = new RateLimiter({ clock });
    gate.release(await clock.run(gate.acquire()), { status: 200, remaining: 10, reset: 60_000 });
    const permits = await Promise.all([gate.acquire(), gate.acquire(), gate.acquire()]);
    const asked = [5_000, undefined, 20_000];
    for (const [index, permit] of permits.entries()) {
      await clock.run(clock.sleep(100));
      gate.release(permit, { status: 429, retryAfter: asked[index] });
    }
    const startedAt = await clock.run(gate.acquire());
    expect(startedAt).toBe(20_300);
  });

  test("pauses until the reset of a 429, and then lets one request learn the next window", async () => {
    const clock = new VirtualClock();
    const gate = new RateLimiter({ clock });
    gate.release(await clock.run(gate.acquire()), { status: 200, remaining: 10, reset: 60_000 });
    gate.release(await clock.run(gate.acquire()), { status: 429, reset: 8_000 });
    const first = await clock.run(gate.acquire());
    expect(first).toBeGreaterThanOrEqual(8_000);
    let hasSecond = false;
    const second = gate.acquire().then(() => (hasSecond = true));
    await clock.run(clock.sleep(5_000));
    expect(hasSecond).toBe(false);
    gate.release(first, { status: 200, remaining: 5, reset: 1_000 });
    await expect(clock.run(second)).resolves.toBe(true);
  });

  test("subtracts one from the window for a response without headers, until the window ends", async () => {
    const clock = new VirtualClock();
    const gate = new RateLimiter({ clock });
    gate.release(await clock.run(gate.acquire()), { status: 200, remaining: 2, reset: 10_000 });
    gate.release(await clock.run(gate.acquire()), { status: 200 });
    const last = await clock.run(gate.acquire());
    expect(last).toBeLessThan(10_000);
    gate.release(last, { status: 200 });
    const next = await clock.run(gate.acquire());
    expect(next).toBe(10_000);
    gate.release(next, { status: 200 });
    const more = await clock.run(Promise.all([gate.acquire(), gate.acquire(), gate.acquire()]));
    expect(more).toEqual([10_000, 10_000, 10_000]);
  });

  test("admits a request with previous attempts before all others", async () => {
    const clock = new VirtualClock();
    const gate = new RateLimiter({ clock });
    const entered: string[] = [];
    const enter = (name: string, again: boolean) => gate.acquire({ again }).then(() => entered.push(name));
    const first = await clock.run(gate.acquire());
    const all = [enter("new", false), enter("newer", false), enter("again", true)];
    gate.release(first, { status: 200, remaining: 10, reset: 1_000 });
    await clock.run(Promise.all(all));
    expect(entered).toEqual(["again", "new", "newer"]);
  });

  test("rejects the requests that were queued before a moment, and no others", async () => {
    const clock = new VirtualClock();
    const gate = new RateLimiter({ clock });
    const first = await clock.run(gate.acquire());
    const early = gate.acquire();
    await clock.run(clock.sleep(1_000));
    const since = gate.acquire({ since: 999 });
    const late = gate.acquire();
    gate.rejectQueued(1_000);
    await expect(early).rejects.toThrow(QueueRejectedError);
    await expect(since).rejects.toThrow(QueueRejectedError);
    gate.release(first, { status: 200, remaining: 10, reset: 1_000 });
    await expect(clock.run(late)).resolves.toBe(1_000);
  });

  test("admits as many requests without responses as without headers", async () => {
    const clock = new VirtualClock();
    const gate = new RateLimiter({ clock });
    const first = await clock.run(gate.acquire());
    let entered = 0;
    const all = [1, 2, 3, 4].map(() => gate.acquire().then(() => (entered += 1)));
    gate.release(first, { status: undefined });
    await clock.run(Promise.all(all.slice(0, 3)));
    expect(entered).toBe(3);
  });

  test.each([
    [499, 3],
    [500, 1],
    [503, 1],
  ])("admits after a response without headers of status %i as many as %i", async (status, passing) => {
    const clock = new VirtualClock();
    const gate = new RateLimiter({ clock });
    const first = await clock.run(gate.acquire());
    let entered = 0;
    const [next] = [1, 2, 3, 4].map(() => gate.acquire().then(() => (entered += 1)));
    gate.release(first, { status });
    await clock.run(Promise.all([next, clock.sleep(10_000)]));
    expect(entered).toBe(passing);
  });

  test("prefers the reset of a throttled response to its shorter pause", async () => {
    const clock = new VirtualClock();
    const gate = new RateLimiter({ clock });
    gate.release(await clock.run(gate.acquire()), { status: 200, remaining: 10, reset: 60_000 });
    gate.release(await clock.run(gate.acquire()), { status: 429, retryAfter: 1_000, reset: 8_000 });
    await expect(clock.run(gate.acquire())).resolves.toBe(8_000);
  });

  describe("the pause of a limiter", () => {
    const refused = async (maxWait: number) => {
      const clock = new VirtualClock();
      const gate = new RateLimiter({ clock, maxWait });
      expect(gate.pause).toBe(0);
      gate.release(await clock.run(gate.acquire()), { status: 429, retryAfter: 7_000 });
      return { clock, gate };
    };

    test("is the remaining time", async () => {
      const { clock, gate } = await refused(60_000);
      const whole = gate.pause;
      expect(whole).toBeGreaterThanOrEqual(7_000);
      await clock.run(clock.sleep(3_000));
      expect(gate.pause).toBe(whole - 3_000);
      await clock.run(clock.sleep(5_000));
      expect(gate.pause).toBe(0);
    });

    test("is 0 if it is longer than the maximum wait", async () => {
      const { gate } = await refused(6_000);
      expect(gate.pause).toBe(0);
    });
  });

  describe("a wait to the millisecond", () => {
    const waitOf = async (reset: number, maxWait?: number) => {
      const clock = new VirtualClock();
      const reported: number[] = [];
      const gate = new RateLimiter({
        clock,
        onWait: (wait) => reported.push(wait),
        ...(maxWait !== undefined && { maxWait }),
      });
      gate.release(await clock.run(gate.acquire()), { status: 200, remaining: 0, reset });
      return { reported, entered: clock.run(gate.acquire()) };
    };

    test.each([
      [5_000, []],
      [5_001, [5_001]],
    ])("of %i ms is reported as %j", async (reset, expected) => {
      const { reported, entered } = await waitOf(reset);
      await entered;
      expect(reported).toEqual(expected);
    });

    test("of exactly the maximum is allowed", async () => {
      const { entered } = await waitOf(60_000, 60_000);
      await expect(entered).resolves.toBe(60_000);
    });

    test("of more than the maximum is rejected", async () => {
      const { entered } = await waitOf(60_001, 60_000);
      await expect(entered).rejects.toThrow(MaxWaitExceededError);
    });
  });

  test("one timer is set for all queued requests, and an earlier one if needed", async () => {
    class CountingClock extends VirtualClock {
      naps: number[] = [];

      override sleep(milliseconds: number): Promise<void> {
        this.naps.push(milliseconds);
        return super.sleep(milliseconds);
      }
    }
    const clock = new CountingClock();
    const gate = new RateLimiter({ clock });
    gate.release(await clock.run(gate.acquire()), { status: 200, remaining: 2, reset: 20_000 });
    const one = await clock.run(gate.acquire());
    const other = await clock.run(gate.acquire());
    const next = gate.acquire();
    const others = Array.from({ length: 50 }, () => gate.acquire());
    expect(clock.naps).toEqual([20_000]);
    gate.release(one, { status: 200, remaining: 0, reset: 20_000 });
    expect(clock.naps).toEqual([20_000]);
    // More remains than was reported before, so the next may start before the timer fires.
    await clock.run(VirtualClock.prototype.sleep.call(clock, 1_000));
    gate.release(other, { status: 200, remaining: 2, reset: 20_000 });
    await clock.run(next);
    expect(clock.naps.length).toBeLessThanOrEqual(3);
    gate.rejectQueued(Number.POSITIVE_INFINITY);
    await expect(Promise.all(others)).rejects.toThrow(QueueRejectedError);
  });
});
