import { AdaptivePacer } from "../../../provider/rest/rateLimit";

/** `count` responses at the same moment. */
function succeed(pace: AdaptivePacer, count: number, now = 0): void {
  for (let index = 0; index < count; index += 1) {
    pace.onSuccess(now);
  }
}

describe("AdaptivePacer", () => {
  test("allows one request until the first response, then three without a gap", () => {
    const pace = new AdaptivePacer(16);
    expect(pace.concurrencyLimit).toBe(1);
    succeed(pace, 1);
    expect(pace.concurrencyLimit).toBe(3);
    expect(pace.wait(0, 0)).toBe(0);
  });

  test("never exceeds the maximum, whether there are no responses or only successes", () => {
    const pace = new AdaptivePacer(2);
    pace.onNoResponse();
    expect(pace.concurrencyLimit).toBe(2);
    succeed(pace, 200);
    expect(pace.concurrencyLimit).toBe(2);
  });

  test("does not wait for a response if there are none", () => {
    const pace = new AdaptivePacer(16);
    pace.onNoResponse();
    expect(pace.concurrencyLimit).toBe(3);
    pace.liftConcurrencyLimit();
    pace.onNoResponse();
    expect(pace.concurrencyLimit).toBe(16);
  });

  test("allows one more after 32 successes, and then after every 8", () => {
    const pace = new AdaptivePacer(16);
    succeed(pace, 31);
    expect(pace.concurrencyLimit).toBe(3);
    succeed(pace, 1);
    expect(pace.concurrencyLimit).toBe(4);
    succeed(pace, 7);
    expect(pace.concurrencyLimit).toBe(4);
    succeed(pace, 1);
    expect(pace.concurrencyLimit).toBe(5);
    succeed(pace, 8);
    expect(pace.concurrencyLimit).toBe(6);
  });

  test("halves the limit after a throttled response, reduces the rate to 0.4, and needs 32 successes for one more", () => {
    const pace = new AdaptivePacer(16);
    succeed(pace, 5, 1_000);
    succeed(pace, 40, 1_500);
    expect(pace.concurrencyLimit).toBe(5);
    pace.onThrottled(2_000);
    expect(pace.concurrencyLimit).toBe(2);
    // 40 in the last second: 16 a second.
    expect(pace.wait(2_000, 2_000)).toBe(62.5);
    expect(pace.wait(2_040, 2_000)).toBe(22.5);
    expect(pace.wait(2_063, 2_000)).toBe(0);
    // Five of the 32 came before the throttled response.
    succeed(pace, 26, 2_000);
    expect(pace.concurrencyLimit).toBe(2);
    succeed(pace, 1, 2_000);
    expect(pace.concurrencyLimit).toBe(3);
    succeed(pace, 64, 2_000);
    expect(pace.concurrencyLimit).toBe(5);
    succeed(pace, 31, 2_000);
    expect(pace.concurrencyLimit).toBe(5);
  });

  test("allows 0.5 requests per second, one at a time, if a response is throttled before any success", () => {
    const pace = new AdaptivePacer(16);
    pace.onThrottled(0);
    expect(pace.concurrencyLimit).toBe(1);
    expect(pace.wait(0, 0)).toBe(2_000);
    pace.onThrottled(100);
    expect(pace.wait(100, 100)).toBe(2_000);
    pace.onNoResponse();
    expect(pace.concurrencyLimit).toBe(1);
  });

  test("halves the rate after each further throttled response, and increases it after each success", () => {
    const pace = new AdaptivePacer(16);
    succeed(pace, 10, 0);
    pace.onThrottled(0);
    expect(pace.wait(0, 0)).toBeCloseTo(250, 9);
    pace.onThrottled(0);
    expect(pace.wait(0, 0)).toBeCloseTo(500, 9);
    succeed(pace, 1, 0);
    expect(pace.wait(0, 0)).toBeCloseTo(1_000 / 2.25, 9);
    succeed(pace, 1, 0);
    expect(pace.wait(0, 0)).toBeCloseTo(1_000 / (2.25 + 0.5 / 2.25), 9);
  });
});
