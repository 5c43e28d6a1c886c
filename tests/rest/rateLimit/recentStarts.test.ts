import { RecentStarts } from "../../../provider/rest/rateLimit";

describe("Starts", () => {
  test("before the first one there is no last, and no pace", () => {
    const starts = new RecentStarts();
    expect(starts.last).toBe(-Infinity);
    expect(starts.estimateDurationMs(10, 5_000)).toBe(0);
  });

  test("tells the last, and how long more take at the pace of all so far", () => {
    const starts = new RecentStarts();
    [1_000, 1_100, 1_300].forEach((at) => {
      starts.add(at);
    });
    expect(starts.last).toBe(1_300);
    expect(starts.estimateDurationMs(30, 1_600)).toBe(6_000);
    expect(starts.estimateDurationMs(0, 1_600)).toBe(0);
  });

  test("the pace is that of the last sixteen", () => {
    const starts = new RecentStarts();
    starts.add(0);
    Array.from({ length: 16 }, (_, index) => 10_000 + index * 100).forEach((at) => {
      starts.add(at);
    });
    expect(starts.estimateDurationMs(16, 11_600)).toBe(1_600);
  });
});
