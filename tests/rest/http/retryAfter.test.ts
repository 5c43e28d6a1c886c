import { parseRetryAfter } from "../../../provider/rest/http";

describe("parseRetryAfter", () => {
  const date = "Wed, 21 Oct 2015 07:28:00 GMT";

  test.each([
    ["120", 120_000],
    [" 0 ", 0],
    ["1.5", 1_500],
    ["Wed, 21 Oct 2015 07:29:30 GMT", 90_000],
    ["Wed, 21 Oct 2015 07:00:00 GMT", 0],
    ["Wednesday, 21-Oct-15 07:29:30 GMT", 90_000],
    ["Wed Oct 21 07:29:30 2015 GMT", 90_000],
    ["1.25", 1_250],
    ["120 s", undefined],
    ["2015-10-21T07:29:30Z", undefined],
    ["about Wed, 21 Oct 2015 07:29:30 GMT", undefined],
    ["soon", undefined],
    ["-1", undefined],
    ["+5", undefined],
    ["9".repeat(10), 9_999_999_999_000],
    ["9".repeat(11), undefined],
    ["", undefined],
    [undefined, undefined],
  ])("parses %j as %j ms", (header, milliseconds) => {
    expect(parseRetryAfter(header, date)).toBe(milliseconds);
  });

  test("compares a date with our own clock if the Date of the response is missing or invalid", () => {
    const inAMinute = new Date(Date.now() + 60_000).toUTCString();
    for (const none of [undefined, "today"]) {
      const milliseconds = parseRetryAfter(inAMinute, none);
      expect(milliseconds).toBeGreaterThan(30_000);
      expect(milliseconds).toBeLessThanOrEqual(60_000);
    }
  });
});
