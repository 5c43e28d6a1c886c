import type { Measurement } from "./measurement";
import type { Scenario } from "./scenarios";
import { missesOf, timeRatio } from "./targets";

const NONE = { POST: 0, GET: 0, PATCH: 0, DELETE: 0 };
const LIMIT = { requestsPerSecond: 10, burst: 20 };

const unlimited: Scenario = { mappings: 100, parallel: 8, latencyMs: 80, rateLimit: undefined };
const withHeaders: Scenario = { ...unlimited, rateLimit: { ...LIMIT, headers: "all" } };
const withoutHeaders: Scenario = { ...unlimited, rateLimit: { ...LIMIT, headers: "none" } };

const created: Measurement = {
  command: "create",
  carriedOut: { ...NONE, POST: 100 },
  throttled: 0,
  failures: [],
  asDeclared: 100,
  seconds: 8.5,
};
const updated: Measurement = { ...created, command: "update", carriedOut: { ...NONE, PATCH: 100 } };
const refreshed: Measurement = { ...created, command: "refresh", carriedOut: { ...NONE, GET: 1 } };
const destroyed: Measurement = {
  ...created,
  command: "destroy",
  carriedOut: { ...NONE, DELETE: 100 },
  asDeclared: 0,
};

test.each([
  ["100 POSTs", created, withHeaders],
  [
    "100 POSTs and the only page of an empty list",
    { ...created, carriedOut: { ...NONE, POST: 100, GET: 1 } },
    unlimited,
  ],
  ["100 PATCHes", updated, unlimited],
  ["one page", refreshed, unlimited],
  ["no request at all", { ...refreshed, carriedOut: NONE }, unlimited],
  ["100 DELETEs", destroyed, unlimited],
  ["5 % throttled if no header reports the limit", { ...created, throttled: 5 }, withoutHeaders],
  ["a long duration if no header reports the limit", { ...created, seconds: 20 }, withoutHeaders],
  ["a long duration if there is no limit", { ...created, seconds: 20 }, unlimited],
] satisfies [string, Measurement, Scenario][])(
  "no target is missed by %s",
  (_what, measurement, scenario) => {
    expect(missesOf(measurement, scenario)).toEqual([]);
  },
);

test.each([
  [{ ...created, carriedOut: { ...NONE, POST: 101 } }, unlimited, "101 POST, not 100"],
  [{ ...created, carriedOut: { ...NONE, POST: 99 } }, unlimited, "99 POST, not 100"],
  [{ ...created, carriedOut: { ...NONE, POST: 100, GET: 2 } }, unlimited, "2 GET, which is more than 1"],
  [{ ...updated, carriedOut: { ...NONE, PATCH: 200 } }, unlimited, "200 PATCH, not 100"],
  [{ ...updated, carriedOut: { ...NONE, PATCH: 100, GET: 1 } }, unlimited, "1 GET, not 0"],
  [{ ...refreshed, carriedOut: { ...NONE, GET: 2 } }, unlimited, "2 GET, which is more than 1"],
  [{ ...refreshed, carriedOut: { ...NONE, GET: 1, PATCH: 1 } }, unlimited, "1 PATCH, not 0"],
  [{ ...destroyed, carriedOut: { ...NONE, DELETE: 101 } }, unlimited, "101 DELETE, not 100"],
  [{ ...created, throttled: 1 }, withHeaders, "1 of 101 requests were throttled, which is more than 0"],
  [{ ...created, throttled: 6 }, withoutHeaders, "6 of 106 requests were throttled, which is more than 5"],
  [
    { ...created, seconds: 9.3 },
    withHeaders,
    "it took 1.16 times the ideal duration, which is more than 1.15",
  ],
  [{ ...created, asDeclared: 101 }, unlimited, "101 mappings are as declared afterward, not 100"],
  [{ ...destroyed, asDeclared: 1 }, unlimited, "1 mappings are as declared afterward, not 0"],
  [{ ...created, failures: ["a", "b"] }, unlimited, "2 operations failed. The first error: a"],
] satisfies [Measurement, Scenario, string][])(
  "a missed target is reported: %#",
  (measurement, scenario, miss) => {
    expect(missesOf(measurement, scenario)).toEqual([miss]);
  },
);

test("a refresh of 1,000 mappings may read ten pages of the list", () => {
  const scenario = { ...unlimited, mappings: 1_000 };
  const pages = (count: number): Measurement => ({
    ...refreshed,
    asDeclared: 1_000,
    carriedOut: { ...NONE, GET: count },
  });
  expect(missesOf(pages(10), scenario)).toEqual([]);
  expect(missesOf(pages(11), scenario)).toEqual(["11 GET, which is more than 10"]);
});

test("timeRatio returns a multiple of the ideal, or undefined if the ideal is below a second", () => {
  expect(timeRatio(created, withHeaders)).toBeCloseTo(8.5 / 8, 10);
  expect(timeRatio(refreshed, withHeaders)).toBeUndefined();
});
