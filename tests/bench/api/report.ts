import Table from "cli-table3";
import colors from "picocolors";
import { type Command, type Measurement, totalOf } from "./measurement";
import { peerRequests } from "./peers";
import { type Scenario, titleOf } from "./scenarios";
import { timeRatio } from "./targets";

const TITLES: Readonly<Record<Command, string>> = {
  create: "up (create)",
  update: "up (update)",
  refresh: "refresh",
  destroy: "destroy",
};

/** Returns the measurements of a scenario as a table with a title. */
export function report(scenario: Scenario, measurements: readonly Measurement[]): string {
  const table = new Table({
    head: ["command", "requests", "per mapping", "throttled", "failed", "time ÷ ideal", "other providers"],
    colWidths: [13, 20, 13, 14, 8, 14, 30],
    wordWrap: true,
    chars: { mid: "", "left-mid": "", "mid-mid": "", "right-mid": "" },
    style: { head: [], border: [] },
  });
  table.push(...measurements.map((measurement) => row(measurement, scenario)));
  return `${colors.bold(titleOf(scenario))}\n${table.toString()}`;
}

function row(measurement: Measurement, scenario: Scenario): string[] {
  const { command, throttled, failures } = measurement;
  const total = totalOf(measurement);
  return [
    TITLES[command],
    requestsOf(measurement),
    (total / scenario.mappings).toFixed(2),
    throttled === 0 ? "0" : `${throttled} (${((100 * throttled) / (total + throttled)).toFixed(1)} %)`,
    String(failures.length),
    timeRatio(measurement, scenario)?.toFixed(2) ?? "–",
    peerRequests(command, scenario),
  ];
}

function requestsOf({ carriedOut }: Measurement): string {
  const sent = Object.entries(carriedOut).filter(([, count]) => count > 0);
  return sent.length === 0 ? "none" : sent.map(([method, count]) => `${count} ${method}`).join(", ");
}
