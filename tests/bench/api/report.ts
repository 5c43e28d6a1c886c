import Table from "cli-table3";
import colors from "picocolors";
import { type Command, type Measurement, totalOf } from "./measurement";
import { peersDo } from "./peers";
import { type Scenario, titleOf } from "./scenarios";
import { wallRatio } from "./targets";

const TYPED: Readonly<Record<Command, string>> = {
  create: "up (create)",
  update: "up (update)",
  refresh: "refresh",
  destroy: "destroy",
};

/** The figures of a scenario as a table, under its title. */
export function report(scenario: Scenario, measurements: readonly Measurement[]): string {
  const table = new Table({
    head: ["command", "requests", "each", "refused", "failed", "wall ÷ ideal", "peers' requests"],
    colWidths: [13, 20, 7, 14, 8, 14, 30],
    wordWrap: true,
    chars: { mid: "", "left-mid": "", "mid-mid": "", "right-mid": "" },
    style: { head: [], border: [] },
  });
  table.push(...measurements.map((measurement) => row(measurement, scenario)));
  return `${colors.bold(titleOf(scenario))}\n${table.toString()}`;
}

function row(measurement: Measurement, scenario: Scenario): string[] {
  const { command, refused, failures } = measurement;
  const total = totalOf(measurement);
  return [
    TYPED[command],
    requestsOf(measurement),
    (total / scenario.mappings).toFixed(2),
    refused === 0 ? "0" : `${refused} (${((100 * refused) / (total + refused)).toFixed(1)} %)`,
    String(failures.length),
    wallRatio(measurement, scenario)?.toFixed(2) ?? "–",
    peersDo(command, scenario),
  ];
}

function requestsOf({ carriedOut }: Measurement): string {
  const sent = Object.entries(carriedOut).filter(([, count]) => count > 0);
  return sent.length === 0 ? "none" : sent.map(([method, count]) => `${count} ${method}`).join(", ");
}
