import { ThrottlePause } from "../../../provider/rest/rateLimit";

/** Returns a pause whose random function returns these numbers, one after the other. */
function pauseWith(...chances: number[]): ThrottlePause {
  return new ThrottlePause(() => {
    const [chance] = chances.splice(0, 1);
    if (chance === undefined) {
      throw new Error("The random function was called more often than expected");
    }
    return chance;
  });
}

describe("ThrottlePause", () => {
  test("is 0 before any throttled response", () => {
    expect(pauseWith().left(0)).toBe(0);
    expect(pauseWith().wasSentBeforeLastThrottle(0)).toBe(false);
  });

  test("lasts as long as requested, plus up to 0.1 s", () => {
    const pause = pauseWith(0, 0.25);
    pause.onThrottled(1_000, 7_000);
    expect(pause.left(1_000)).toBe(7_025);
    expect(pause.left(8_000)).toBe(25);
    expect(pause.left(9_000)).toBe(0);
  });

  test("is short if the requested time is short", () => {
    const pause = pauseWith(1, 0);
    pause.onThrottled(0, 100);
    expect(pause.left(0)).toBe(100);
  });

  test("lasts half a second to a second without a requested time", () => {
    const shortest = pauseWith(0, 0);
    shortest.onThrottled(0, undefined);
    expect(shortest.left(0)).toBe(500);
    const longest = pauseWith(1, 0);
    longest.onThrottled(0, undefined);
    expect(longest.left(0)).toBe(1_000);
  });

  test("doubles with each throttled response up to 30 s, even if less is requested", () => {
    const pause = pauseWith(...Array.from({ length: 14 }, (_, index) => (index % 2 === 0 ? 1 : 0)));
    const lengths = [0, 1, 2, 3, 4, 5, 6].map((index) => {
      const now = index * 100_000;
      pause.onThrottled(now, 1_500);
      return pause.left(now);
    });
    expect(lengths).toEqual([1_500, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
  });

  test("lasts as long as requested if that is longer than the backoff", () => {
    const pause = pauseWith(1, 0, 1, 0);
    pause.onThrottled(0, 1_000);
    pause.onThrottled(10_000, 9_000);
    expect(pause.left(10_000)).toBe(9_000);
  });

  test("starts over after a request was accepted", () => {
    const pause = pauseWith(1, 0, 1, 0, 1, 0);
    pause.onThrottled(0, undefined);
    pause.onThrottled(10_000, undefined);
    expect(pause.left(10_000)).toBe(2_000);
    pause.onAccepted();
    pause.onThrottled(20_000, undefined);
    expect(pause.left(20_000)).toBe(1_000);
  });

  test("is never shortened, only lengthened", () => {
    const pause = pauseWith(0, 0);
    pause.onThrottled(0, 7_000);
    pause.lengthen(1_000);
    pause.lengthen(1_000, 5_000);
    expect(pause.left(1_000)).toBe(6_000);
    pause.lengthen(1_000, 8_000);
    expect(pause.left(1_000)).toBe(8_000);
  });

  test("ignores requests that were sent before the last throttled response", () => {
    const pause = pauseWith(0, 0);
    pause.onThrottled(1_000, 500);
    expect(pause.wasSentBeforeLastThrottle(999)).toBe(true);
    expect(pause.wasSentBeforeLastThrottle(1_000)).toBe(false);
  });
});
