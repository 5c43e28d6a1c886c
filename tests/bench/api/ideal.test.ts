import { idealSeconds, isLimitDecisive } from "./ideal";
import type { Scenario } from "./scenarios";

const unlimited: Scenario = { mappings: 100, parallel: 8, latencyMs: 80, rateLimit: undefined };
const limited: Scenario = {
  ...unlimited,
  rateLimit: { requestsPerSecond: 10, burst: 20, headers: "all" },
};

test.each([
  ["rounds of the latency, the last one begun too", 17, unlimited, 0.24],
  ["what the limit lets pass after the burst", 100, limited, 8],
  ["the latency where all are in the burst", 20, limited, 0.24],
  ["the latency where it is slower than the limit", 100, { ...limited, parallel: 1, latencyMs: 200 }, 20],
] satisfies [string, number, Scenario, number][])(
  "the ideal is %s: %i requests",
  (_what, requests, scenario, seconds) => {
    expect(idealSeconds(requests, scenario)).toBeCloseTo(seconds, 10);
  },
);

test("the limit decides only where it is slower than the latency", () => {
  expect(isLimitDecisive(100, limited)).toBe(true);
  expect(isLimitDecisive(20, limited)).toBe(false);
  expect(isLimitDecisive(100, { ...limited, parallel: 1, latencyMs: 200 })).toBe(false);
  expect(isLimitDecisive(100, unlimited)).toBe(false);
});
