import { decrementRemaining, updateWindow, waitForWindow } from "../../../provider/rest/rateLimit";

const queue = { now: 1_000, inFlight: 0, waiting: 1, lastStart: 1_000 };
const budget = { remaining: 4, resetAt: 11_000, sentAt: 900 };

describe("waitForBudget", () => {
  test("as many as remain may start at once", () => {
    expect(waitForWindow(budget, { ...queue, waiting: 4 })).toBe(0);
  });

  test("more than remain are spread at twice the even pace, counted from the last start", () => {
    const tight = { ...budget, resetAt: 5_000 };
    expect(waitForWindow(tight, { ...queue, waiting: 5 })).toBe(500);
    expect(waitForWindow(tight, { ...queue, waiting: 5, lastStart: 800 })).toBe(300);
    expect(waitForWindow(tight, { ...queue, waiting: 5, lastStart: 500 })).toBe(0);
    expect(waitForWindow(tight, { ...queue, waiting: 5, lastStart: 0 })).toBe(0);
  });

  test("no gap is longer than 2 s, however long the window", () => {
    expect(waitForWindow({ ...budget, resetAt: 101_000 }, { ...queue, waiting: 9 })).toBe(2_000);
  });

  test("those under way may not be counted yet, and so take from what remains", () => {
    expect(waitForWindow(budget, { ...queue, inFlight: 3, waiting: 1 })).toBe(0);
    expect(waitForWindow(budget, { ...queue, inFlight: 3, waiting: 2 })).toBe(2_000);
    expect(waitForWindow({ ...budget, resetAt: 2_000 }, { ...queue, inFlight: 3, waiting: 2 })).toBe(500);
    expect(waitForWindow(budget, { ...queue, inFlight: 4 })).toBe(10_000);
    expect(waitForWindow(budget, { ...queue, inFlight: 5 })).toBe(10_000);
  });

  test("after the reset one request alone asks for the next budget", () => {
    const spent = { ...budget, remaining: 0, resetAt: 1_000 };
    expect(waitForWindow(spent, queue)).toBe(0);
    expect(waitForWindow(spent, { ...queue, inFlight: 1 })).toBe(Infinity);
  });

  test("after the reset what remained may start without a gap", () => {
    expect(waitForWindow({ ...budget, resetAt: 1_000 }, { ...queue, waiting: 9 })).toBe(0);
    expect(waitForWindow({ ...budget, resetAt: 1_001 }, { ...queue, waiting: 9 })).toBeGreaterThan(0);
  });
});

describe("learnt", () => {
  const now = 2_000;

  test("what is told to remain counts until the end that is told, or for a second", () => {
    const told = { remaining: 7, resetAt: 7_000, sentAt: 950 };
    expect(updateWindow(budget, { limit: 10, remaining: 7, reset: 5_000 }, 950, now)).toEqual(told);
    expect(updateWindow(budget, { remaining: 7 }, 950, now)).toEqual({ ...told, resetAt: 3_000 });
  });

  test("of a limit without a remainder each own request takes one, until the window ends and another begins", () => {
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

  test("a limit without the end of its window, and an end alone, tell no budget", () => {
    expect(updateWindow(budget, { limit: 10 }, 950, now)).toBeUndefined();
    expect(updateWindow(budget, { reset: 5_000 }, 950, now)).toBeUndefined();
  });
});

describe("updateWindow with responses out of order", () => {
  const now = 2_000;

  test("takes the first window that is reported", () => {
    expect(updateWindow(undefined, { remaining: 4, reset: 9_000 }, 900, now)).toEqual(budget);
  });

  test("takes the response to a later request, whatever it reports", () => {
    const later = { remaining: 9, resetAt: 20_000, sentAt: 901 };
    expect(updateWindow(budget, { remaining: 9, reset: 18_000 }, 901, now)).toEqual(later);
  });

  test.each([900, 899])(
    "of requests sent together or before (at %i ms) the smaller number counts",
    (sentAt) => {
      expect(updateWindow(budget, { remaining: 3, reset: 18_000 }, sentAt, now)).toEqual({
        ...budget,
        remaining: 3,
      });
      expect(updateWindow(budget, { remaining: 5, reset: 18_000 }, sentAt, now)).toEqual(budget);
    },
  );
});

describe("spentUntold", () => {
  test("costs one until the reset, and is nothing after it", () => {
    expect(decrementRemaining(budget, 10_999)).toEqual({ ...budget, remaining: 3 });
    expect(decrementRemaining(budget, 11_000)).toBeUndefined();
  });
});
