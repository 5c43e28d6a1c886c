import { idealSeconds, isLimitDecisive } from "./ideal";
import { type Measurement, type Method, totalOf } from "./measurement";
import type { Scenario } from "./scenarios";

/** Mappings on a page of the list, at most. */
const PAGE = 100;

/** The part of the requests that may be refused where no header tells the limit. */
const MOST_REFUSED = 0.05;

/** Of the ideal, where headers tell the limit. */
const LONGEST_WALL = 1.15;

/** What a command should have cost and has not, one plain sentence each. Counts and ratios, no time of a clock. */
export function missesOf(measurement: Measurement, scenario: Scenario): string[] {
  return [
    ...failures(measurement),
    ...held(measurement, scenario),
    ...requests(measurement, scenario),
    ...refusals(measurement, scenario),
    ...wall(measurement, scenario),
  ];
}

/** The wall in parts of the ideal; undefined below a second, where starting the provider would be what is measured. */
export function wallRatio(measurement: Measurement, scenario: Scenario): number | undefined {
  const ideal = idealSeconds(totalOf(measurement), scenario);
  return ideal < 1 ? undefined : measurement.seconds / ideal;
}

function failures({ failures: all }: Measurement): string[] {
  const [first] = all;
  return first === undefined ? [] : [`${all.length} of the verbs failed, the first with: ${first}`];
}

function held({ command, held: count }: Measurement, { mappings }: Scenario): string[] {
  const wanted = command === "destroy" ? 0 : mappings;
  return count === wanted
    ? []
    : [`the API holds ${count} mappings afterwards as they were declared, not ${wanted}`];
}

function requests({ command, carriedOut }: Measurement, { mappings }: Scenario): string[] {
  const exactly = (method: Method, wanted: number): string[] =>
    carriedOut[method] === wanted ? [] : [`${carriedOut[method]} ${method}, not ${wanted}`];
  const atMost = (method: Method, wanted: number): string[] =>
    carriedOut[method] <= wanted ? [] : [`${carriedOut[method]} ${method}, not ${wanted} at most`];
  const none = (...methods: Method[]): string[] => methods.flatMap((method) => exactly(method, 0));
  switch (command) {
    case "create":
      // The organisation is empty before: its list has one page.
      return [...exactly("POST", mappings), ...atMost("GET", 1), ...none("PATCH", "DELETE")];
    case "update":
      return [...exactly("PATCH", mappings), ...none("POST", "GET", "DELETE")];
    case "refresh":
      return [
        ...atMost("GET", Math.min(mappings, Math.ceil(mappings / PAGE))),
        ...none("POST", "PATCH", "DELETE"),
      ];
    case "destroy":
      return [...exactly("DELETE", mappings), ...none("POST", "GET", "PATCH")];
  }
}

function refusals(measurement: Measurement, { rateLimit }: Scenario): string[] {
  const { refused } = measurement;
  const all = totalOf(measurement) + refused;
  const most = rateLimit?.headers === "none" ? Math.floor(all * MOST_REFUSED) : 0;
  return refused <= most ? [] : [`${refused} of ${all} requests were refused, not ${most} at most`];
}

function wall(measurement: Measurement, scenario: Scenario): string[] {
  const ratio = wallRatio(measurement, scenario);
  const isHeld =
    measurement.command === "create" &&
    scenario.rateLimit?.headers === "all" &&
    isLimitDecisive(totalOf(measurement), scenario);
  return isHeld && ratio !== undefined && ratio > LONGEST_WALL
    ? [`it took ${ratio.toFixed(2)} times the ideal, not ${LONGEST_WALL} at most`]
    : [];
}
