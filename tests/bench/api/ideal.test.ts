import { idealSeconds, isLimitDecisive } from "./ideal";
import type { Scenario } from "./scenarios";

const unlimited: Scenario = { mappings: 100, parallel: 8, latencyMs: 80, rateLimit: undefined };
const limited: Scenario = {
  ...unlimited,
  rateLimit: { requestsPerSecond: 10, burst: 20, headers: "all" },
};

test.each([
  ["the latency of each round, including a partial one", 17, unlimited, 0.24],
  ["the time that the limit needs after the burst", 100, limited, 8],
  ["the latency if all requests are in the burst", 20, limited, 0.24],
  ["the latency if it is slower than the limit", 100, { ...limited, parallel: 1, latencyMs: 200 }, 20],
] satisfies [string, number, Scenario, number][])(
  "the ideal duration is %s: %i requests",
  (_what, requests, scenario, seconds) => {
    expect(idealSeconds(requests, scenario)).toBeCloseTo(seconds, 10);
  },
);

test("the limit decides only if it is slower than the latency", () => {
  expect(isLimitDecisive(100, limited)).toBe(true);
  expect(isLimitDecisive(20, limited)).toBe(false);
  expect(isLimitDecisive(100, { ...limited, parallel: 1, latencyMs: 200 })).toBe(false);
  expect(isLimitDecisive(100, unlimited)).toBe(false);
});
