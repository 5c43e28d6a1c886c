/**
 * `npm run bench:api`: counts the requests of stacks with 12, 100, and 1,000 mappings, with the real dynamic provider host on
 * the emulator, with and without a rate limit. `npm run bench:api -- --quick` skips 1,000.
 *
 * Exits with 1 if a target is missed.
 */
import type { Measurement } from "./measurement";
import { report } from "./report";
import { run } from "./run";
import { type Scenario, scenarios, titleOf } from "./scenarios";
import { missesOf } from "./targets";

async function main(quick: boolean): Promise<void> {
  const misses: string[] = [];
  for (const scenario of scenarios(quick)) {
    const measurements: Measurement[] = [];
    for await (const measurement of run(scenario)) {
      measurements.push(measurement);
      misses.push(...missesOf(measurement, scenario).map((miss) => line(scenario, measurement, miss)));
    }
    console.log(`${report(scenario, measurements)}\n`);
  }
  console.log(
    misses.length === 0 ? "Every target was met." : `${misses.length} missed:\n${misses.join("\n")}`,
  );
  process.exitCode = misses.length === 0 ? 0 : 1;
}

function line(scenario: Scenario, { command }: Measurement, miss: string): string {
  return `- ${command}, ${titleOf(scenario)}: ${miss}`;
}

const unknown = process.argv.slice(2).filter((argument) => argument !== "--quick");
if (unknown.length > 0) {
  console.error(
    `Unknown option ${unknown.join(" ")}. The only option is --quick: npm run bench:api -- --quick`,
  );
  process.exitCode = 2;
} else {
  main(process.argv.includes("--quick")).catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });
}
