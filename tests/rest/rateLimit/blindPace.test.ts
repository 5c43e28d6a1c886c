import { BlindPace } from "../../../provider/rest/rateLimit/blindPace";

/** `count` answers in the same moment. */
function succeed(pace: BlindPace, count: number, now = 0): void {
  for (let index = 0; index < count; index += 1) {
    pace.succeeded(now);
  }
}

describe("BlindPace", () => {
  test("one alone, until the first answer has come; then three, without a gap", () => {
    const pace = new BlindPace(16);
    expect(pace.slots).toBe(1);
    succeed(pace, 1);
    expect(pace.slots).toBe(3);
    expect(pace.wait(0, 0)).toBe(0);
  });

  test("never more than the bound, though nobody answers, or all goes well", () => {
    const pace = new BlindPace(2);
    pace.unanswered();
    expect(pace.slots).toBe(2);
    succeed(pace, 200);
    expect(pace.slots).toBe(2);
  });

  test("where nobody answers the others do not wait for an answer", () => {
    const pace = new BlindPace(16);
    pace.unanswered();
    expect(pace.slots).toBe(3);
    pace.open();
    pace.unanswered();
    expect(pace.slots).toBe(16);
  });

  test("one more after 32 that went well, and then after every 8", () => {
    const pace = new BlindPace(16);
    succeed(pace, 31);
    expect(pace.slots).toBe(3);
    succeed(pace, 1);
    expect(pace.slots).toBe(4);
    succeed(pace, 7);
    expect(pace.slots).toBe(4);
    succeed(pace, 1);
    expect(pace.slots).toBe(5);
    succeed(pace, 8);
    expect(pace.slots).toBe(6);
  });

  test("after a refusal half of them, 0.4 of the rate seen in the last second, and 32 for one more", () => {
    const pace = new BlindPace(16);
    succeed(pace, 5, 1_000);
    succeed(pace, 40, 1_500);
    expect(pace.slots).toBe(5);
    pace.refused(2_000);
    expect(pace.slots).toBe(2);
    // 40 in the last second: 16 a second.
    expect(pace.wait(2_000, 2_000)).toBe(62.5);
    expect(pace.wait(2_040, 2_000)).toBe(22.5);
    expect(pace.wait(2_063, 2_000)).toBe(0);
    // Five of the 32 came before the refusal.
    succeed(pace, 26, 2_000);
    expect(pace.slots).toBe(2);
    succeed(pace, 1, 2_000);
    expect(pace.slots).toBe(3);
    succeed(pace, 64, 2_000);
    expect(pace.slots).toBe(5);
    succeed(pace, 31, 2_000);
    expect(pace.slots).toBe(5);
  });

  test("a refusal before anything went well leaves 0.5 a second, and one at once", () => {
    const pace = new BlindPace(16);
    pace.refused(0);
    expect(pace.slots).toBe(1);
    expect(pace.wait(0, 0)).toBe(2_000);
    pace.refused(100);
    expect(pace.wait(100, 100)).toBe(2_000);
    pace.unanswered();
    expect(pace.slots).toBe(1);
  });

  test("each further refusal halves the rate, and each success adds to it", () => {
    const pace = new BlindPace(16);
    succeed(pace, 10, 0);
    pace.refused(0);
    expect(pace.wait(0, 0)).toBeCloseTo(250, 9);
    pace.refused(0);
    expect(pace.wait(0, 0)).toBeCloseTo(500, 9);
    succeed(pace, 1, 0);
    expect(pace.wait(0, 0)).toBeCloseTo(1_000 / 2.25, 9);
    succeed(pace, 1, 0);
    expect(pace.wait(0, 0)).toBeCloseTo(1_000 / (2.25 + 0.5 / 2.25), 9);
  });
});
