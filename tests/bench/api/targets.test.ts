import type { Measurement } from "./measurement";
import type { Scenario } from "./scenarios";
import { missesOf, wallRatio } from "./targets";

const NONE = { POST: 0, GET: 0, PATCH: 0, DELETE: 0 };
const LIMIT = { requestsPerSecond: 10, burst: 20 };

const unlimited: Scenario = { mappings: 100, parallel: 8, latencyMs: 80, rateLimit: undefined };
const withHeaders: Scenario = { ...unlimited, rateLimit: { ...LIMIT, headers: "all" } };
const withoutHeaders: Scenario = { ...unlimited, rateLimit: { ...LIMIT, headers: "none" } };

const created: Measurement = {
  command: "create",
  carriedOut: { ...NONE, POST: 100 },
  refused: 0,
  failures: [],
  held: 100,
  seconds: 8.5,
};
const updated: Measurement = { ...created, command: "update", carriedOut: { ...NONE, PATCH: 100 } };
const refreshed: Measurement = { ...created, command: "refresh", carriedOut: { ...NONE, GET: 1 } };
const destroyed: Measurement = {
  ...created,
  command: "destroy",
  carriedOut: { ...NONE, DELETE: 100 },
  held: 0,
};

test.each([
  ["100 POSTs", created, withHeaders],
  [
    "100 POSTs and the one page of an empty list",
    { ...created, carriedOut: { ...NONE, POST: 100, GET: 1 } },
    unlimited,
  ],
  ["100 PATCHes", updated, unlimited],
  ["one page", refreshed, unlimited],
  ["nothing read at all", { ...refreshed, carriedOut: NONE }, unlimited],
  ["100 DELETEs", destroyed, unlimited],
  ["5 % refused where nothing told the limit", { ...created, refused: 5 }, withoutHeaders],
  ["a long wall where nothing told the limit", { ...created, seconds: 20 }, withoutHeaders],
  ["a long wall where there is no limit", { ...created, seconds: 20 }, unlimited],
] satisfies [string, Measurement, Scenario][])("%s: no target is missed", (_what, measurement, scenario) => {
  expect(missesOf(measurement, scenario)).toEqual([]);
});

test.each([
  [{ ...created, carriedOut: { ...NONE, POST: 101 } }, unlimited, "101 POST, not 100"],
  [{ ...created, carriedOut: { ...NONE, POST: 99 } }, unlimited, "99 POST, not 100"],
  [{ ...created, carriedOut: { ...NONE, POST: 100, GET: 2 } }, unlimited, "2 GET, not 1 at most"],
  [{ ...updated, carriedOut: { ...NONE, PATCH: 200 } }, unlimited, "200 PATCH, not 100"],
  [{ ...updated, carriedOut: { ...NONE, PATCH: 100, GET: 1 } }, unlimited, "1 GET, not 0"],
  [{ ...refreshed, carriedOut: { ...NONE, GET: 2 } }, unlimited, "2 GET, not 1 at most"],
  [{ ...refreshed, carriedOut: { ...NONE, GET: 1, PATCH: 1 } }, unlimited, "1 PATCH, not 0"],
  [{ ...destroyed, carriedOut: { ...NONE, DELETE: 101 } }, unlimited, "101 DELETE, not 100"],
  [{ ...created, refused: 1 }, withHeaders, "1 of 101 requests were refused, not 0 at most"],
  [{ ...created, refused: 6 }, withoutHeaders, "6 of 106 requests were refused, not 5 at most"],
  [{ ...created, seconds: 9.3 }, withHeaders, "it took 1.16 times the ideal, not 1.15 at most"],
  [
    { ...created, held: 101 },
    unlimited,
    "the API holds 101 mappings afterwards as they were declared, not 100",
  ],
  [{ ...destroyed, held: 1 }, unlimited, "the API holds 1 mappings afterwards as they were declared, not 0"],
  [{ ...created, failures: ["a", "b"] }, unlimited, "2 of the verbs failed, the first with: a"],
] satisfies [Measurement, Scenario, string][])("a miss is said: %#", (measurement, scenario, miss) => {
  expect(missesOf(measurement, scenario)).toEqual([miss]);
});

test("1000 mappings may cost ten pages of the list to refresh", () => {
  const scenario = { ...unlimited, mappings: 1_000 };
  const pages = (count: number): Measurement => ({
    ...refreshed,
    held: 1_000,
    carriedOut: { ...NONE, GET: count },
  });
  expect(missesOf(pages(10), scenario)).toEqual([]);
  expect(missesOf(pages(11), scenario)).toEqual(["11 GET, not 10 at most"]);
});

test("the wall is told in parts of the ideal, and not at all where that is below a second", () => {
  expect(wallRatio(created, withHeaders)).toBeCloseTo(8.5 / 8, 10);
  expect(wallRatio(refreshed, withHeaders)).toBeUndefined();
});
