import { idealSeconds, isLimitDecisive } from "./ideal";
import { type Measurement, type Method, totalOf } from "./measurement";
import type { Scenario } from "./scenarios";

/** Maximum number of mappings on a page of the list. */
const MAX_PAGE_SIZE = 100;

/** Maximum share of throttled requests if no header reports the limit. */
const MAX_THROTTLED_SHARE = 0.05;

/** Maximum duration, as a multiple of the ideal, if headers report the limit. */
const MAX_TIME_RATIO = 1.15;

/** Returns one sentence for each missed target. Targets are counts and ratios, not absolute times. */
export function missesOf(measurement: Measurement, scenario: Scenario): string[] {
  return [
    ...failures(measurement),
    ...content(measurement, scenario),
    ...requests(measurement, scenario),
    ...throttling(measurement, scenario),
    ...time(measurement, scenario),
  ];
}

/** Returns the duration as a multiple of the ideal; undefined below a second, because it would mainly measure the start of the provider. */
export function timeRatio(measurement: Measurement, scenario: Scenario): number | undefined {
  const ideal = idealSeconds(totalOf(measurement), scenario);
  return ideal < 1 ? undefined : measurement.seconds / ideal;
}

function failures({ failures: all }: Measurement): string[] {
  const [first] = all;
  return first === undefined ? [] : [`${all.length} operations failed. The first error: ${first}`];
}

function content({ command, asDeclared: count }: Measurement, { mappings }: Scenario): string[] {
  const wanted = command === "destroy" ? 0 : mappings;
  return count === wanted ? [] : [`${count} mappings are as declared afterward, not ${wanted}`];
}

function requests({ command, carriedOut }: Measurement, { mappings }: Scenario): string[] {
  const exactly = (method: Method, wanted: number): string[] =>
    carriedOut[method] === wanted ? [] : [`${carriedOut[method]} ${method}, not ${wanted}`];
  const atMost = (method: Method, wanted: number): string[] =>
    carriedOut[method] <= wanted ? [] : [`${carriedOut[method]} ${method}, which is more than ${wanted}`];
  const none = (...methods: Method[]): string[] => methods.flatMap((method) => exactly(method, 0));
  switch (command) {
    case "create":
      // The organization is empty before, so its list has one page.
      return [...exactly("POST", mappings), ...atMost("GET", 1), ...none("PATCH", "DELETE")];
    case "update":
      return [...exactly("PATCH", mappings), ...none("POST", "GET", "DELETE")];
    case "refresh":
      return [
        ...atMost("GET", Math.min(mappings, Math.ceil(mappings / MAX_PAGE_SIZE))),
        ...none("POST", "PATCH", "DELETE"),
      ];
    case "destroy":
      return [...exactly("DELETE", mappings), ...none("POST", "GET", "PATCH")];
  }
}

function throttling(measurement: Measurement, { rateLimit }: Scenario): string[] {
  const { throttled } = measurement;
  const all = totalOf(measurement) + throttled;
  const max = rateLimit?.headers === "none" ? Math.floor(all * MAX_THROTTLED_SHARE) : 0;
  return throttled <= max
    ? []
    : [`${throttled} of ${all} requests were throttled, which is more than ${max}`];
}

function time(measurement: Measurement, scenario: Scenario): string[] {
  const ratio = timeRatio(measurement, scenario);
  const isChecked =
    measurement.command === "create" &&
    scenario.rateLimit?.headers === "all" &&
    isLimitDecisive(totalOf(measurement), scenario);
  return isChecked && ratio !== undefined && ratio > MAX_TIME_RATIO
    ? [`it took ${ratio.toFixed(2)} times the ideal duration, which is more than ${MAX_TIME_RATIO}`]
    : [];
}
