import { decrementRemaining, updateWindow, waitForWindow } from "../../../provider/rest/rateLimit";

const queue = { now: 1_000, inFlight: 0, waiting: 1, lastStart: 1_000 };
const budget = { remaining: 4, resetAt: 11_000, sentAt: 900 };

describe("waitForWindow", () => {
  test("lets as many requests start as remain", () => {
    expect(waitForWindow(budget, { ...queue, waiting: 4 })).toBe(0);
  });

  test("spreads more requests than remain at twice the even pace, counted from the last start", () => {
    const tight = { ...budget, resetAt: 5_000 };
    expect(waitForWindow(tight, { ...queue, waiting: 5 })).toBe(500);
    expect(waitForWindow(tight, { ...queue, waiting: 5, lastStart: 800 })).toBe(300);
    expect(waitForWindow(tight, { ...queue, waiting: 5, lastStart: 500 })).toBe(0);
    expect(waitForWindow(tight, { ...queue, waiting: 5, lastStart: 0 })).toBe(0);
  });

  test("leaves no gap longer than 2 s, however long the window", () => {
    expect(waitForWindow({ ...budget, resetAt: 101_000 }, { ...queue, waiting: 9 })).toBe(2_000);
  });

  test("subtracts the requests in flight, which may not be counted yet", () => {
    expect(waitForWindow(budget, { ...queue, inFlight: 3, waiting: 1 })).toBe(0);
    expect(waitForWindow(budget, { ...queue, inFlight: 3, waiting: 2 })).toBe(2_000);
    expect(waitForWindow({ ...budget, resetAt: 2_000 }, { ...queue, inFlight: 3, waiting: 2 })).toBe(500);
    expect(waitForWindow(budget, { ...queue, inFlight: 4 })).toBe(10_000);
    expect(waitForWindow(budget, { ...queue, inFlight: 5 })).toBe(10_000);
  });

  test("lets one request start after the reset to learn the next window", () => {
    const spent = { ...budget, remaining: 0, resetAt: 1_000 };
    expect(waitForWindow(spent, queue)).toBe(0);
    expect(waitForWindow(spent, { ...queue, inFlight: 1 })).toBe(Infinity);
  });

  test("lets the remaining requests start without a gap after the reset", () => {
    expect(waitForWindow({ ...budget, resetAt: 1_000 }, { ...queue, waiting: 9 })).toBe(0);
    expect(waitForWindow({ ...budget, resetAt: 1_001 }, { ...queue, waiting: 9 })).toBeGreaterThan(0);
  });
});

describe("updateWindow", () => {
  const now = 2_000;

  test("keeps the remaining count until the reported reset, or for a second", () => {
    const reported = { remaining: 7, resetAt: 7_000, sentAt: 950 };
    expect(updateWindow(budget, { limit: 10, remaining: 7, reset: 5_000 }, 950, now)).toEqual(reported);
    expect(updateWindow(budget, { remaining: 7 }, 950, now)).toEqual({ ...reported, resetAt: 3_000 });
  });

  test("subtracts each of our requests if only the limit is reported, until the window ends and another begins", () => {
    const headers = { limit: 10, reset: 9_000 };
    expect(updateWindow(undefined, headers, 950, now)).toEqual({
      remaining: 9,
      resetAt: 11_000,
      sentAt: 950,
    });
    expect(updateWindow(budget, headers, 950, now)).toEqual({ ...budget, remaining: 3 });
    expect(updateWindow(budget, headers, 950, 11_000)).toEqual({
      remaining: 9,
      resetAt: 20_000,
      sentAt: 950,
    });
  });

  test("returns no window for a limit without a reset, or a reset without a limit", () => {
    expect(updateWindow(budget, { limit: 10 }, 950, now)).toBeUndefined();
    expect(updateWindow(budget, { reset: 5_000 }, 950, now)).toBeUndefined();
  });
});

describe("updateWindow with responses out of order", () => {
  const now = 2_000;

  test("uses the first window that is reported", () => {
    expect(updateWindow(undefined, { remaining: 4, reset: 9_000 }, 900, now)).toEqual(budget);
  });

  test("uses the response to a later request, whatever it reports", () => {
    const later = { remaining: 9, resetAt: 20_000, sentAt: 901 };
    expect(updateWindow(budget, { remaining: 9, reset: 18_000 }, 901, now)).toEqual(later);
  });

  test.each([900, 899])(
    "uses the smaller count of requests that were sent together or earlier (at %i ms)",
    (sentAt) => {
      expect(updateWindow(budget, { remaining: 3, reset: 18_000 }, sentAt, now)).toEqual({
        ...budget,
        remaining: 3,
      });
      expect(updateWindow(budget, { remaining: 5, reset: 18_000 }, sentAt, now)).toEqual(budget);
    },
  );
});

describe("decrementRemaining", () => {
  test("subtracts one until the reset, and returns undefined after it", () => {
    expect(decrementRemaining(budget, 10_999)).toEqual({ ...budget, remaining: 3 });
    expect(decrementRemaining(budget, 11_000)).toBeUndefined();
  });
});
