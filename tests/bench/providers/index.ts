/**
 * `npm run bench`: compares the provider plugin and the dynamic provider with an empty provider, each with the real CLI on
 * the emulator.
 *
 * Exits with 1 if a target is missed.
 */
import Table from "cli-table3";
import globalSetup from "../../e2e/support/globalSetup";
import globalTeardown from "../../e2e/support/globalTeardown";
import { launchTimes } from "./launch";
import { DYNAMIC, EMPTY, PLUGIN } from "./providers";
import { COMMANDS, type Cost, measure, type StackCost } from "./run";

const PROVIDERS = [EMPTY, PLUGIN, DYNAMIC] as const;
const SIZES = [12, 100];
const ROUNDS = 3;

/** Maximum launch time of the plugin, as a multiple of the empty provider's. */
const MAX_LAUNCH_RATIO = 1.25;

/** Maximum size of one resource of the plugin in the state, in bytes. */
const MAX_STATE_BYTES = 1_400;

async function main(): Promise<void> {
  const [empty = Number.NaN, plugin = Number.NaN] = await launchTimes([
    EMPTY.plugin.script,
    PLUGIN.plugin.script,
  ]);
  const launchRatio = plugin / empty;
  console.log(
    `From launch to the response of Configure: the plugin takes ${launchRatio.toFixed(2)} × an empty provider.`,
  );
  const misses = launchRatio > MAX_LAUNCH_RATIO ? [`the launch takes more than ${MAX_LAUNCH_RATIO} ×`] : [];
  await globalSetup();
  try {
    for (const mappings of SIZES) {
      misses.push(...(await compare(mappings)));
    }
  } finally {
    await globalTeardown();
  }
  console.log(
    misses.length === 0 ? "Every target was met." : misses.map((miss) => `Missed: ${miss}`).join("\n"),
  );
  process.exitCode = misses.length === 0 ? 0 : 1;
}

/** Prints the table of one size, and returns the targets that were missed. */
async function compare(mappings: number): Promise<string[]> {
  const costs: StackCost[][] = PROVIDERS.map(() => []);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [index, provider] of PROVIDERS.entries()) {
      costs[index]?.push(await measure(provider, mappings));
    }
  }
  const [empty = [], plugin = [], dynamic = []] = costs;
  const table = new Table({
    head: [
      `${mappings} mappings`,
      ...PROVIDERS.map(({ title }) => title),
      "plugin ÷ empty",
      "dynamic ÷ empty",
    ],
    chars: { mid: "", "left-mid": "", "mid-mid": "", "right-mid": "" },
    style: { head: [], border: [] },
  });
  const add = (title: string, of: (cost: StackCost) => number, digits: number) => {
    const values = costs.map((rounds) => median(rounds.map(of)));
    const [base = Number.NaN, ...others] = values;
    const ratios = others.map((value) => (base === 0 ? "–" : (value / base).toFixed(2)));
    table.push([title, ...values.map((value) => value.toFixed(digits)), ...ratios]);
  };
  for (const command of COMMANDS) {
    const of = (name: keyof Cost) => (cost: StackCost) => cost.commands[command][name];
    add(`${command}: wall, s`, of("seconds"), 1);
    add(`${command}: CPU, s`, of("cpuSeconds"), 1);
    add(`${command}: peak memory, MB`, of("memory"), 0);
    add(`${command}: requests`, of("requests"), 0);
  }
  add("state per resource, bytes", ({ stateBytes }) => stateBytes, 0);
  console.log(table.toString());

  const middle = (rounds: StackCost[], of: (cost: StackCost) => number) => median(rounds.map(of));
  return [
    ...COMMANDS.flatMap((command) => {
      const cpu = (rounds: StackCost[]) => middle(rounds, ({ commands }) => commands[command].cpuSeconds);
      const requests = (rounds: StackCost[]) => middle(rounds, ({ commands }) => commands[command].requests);
      return [
        ...(cpu(plugin) > cpu(dynamic)
          ? [`${command} of ${mappings}: the plugin needs more CPU than the dynamic provider`]
          : []),
        ...(requests(plugin) !== requests(dynamic) || requests(empty) !== 0
          ? [`${command} of ${mappings}: the numbers of requests differ`]
          : []),
      ];
    }),
    ...(middle(plugin, ({ stateBytes }) => stateBytes) > MAX_STATE_BYTES
      ? [`a resource of the plugin needs more than ${MAX_STATE_BYTES} bytes in the state`]
      : []),
  ];
}

function median(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
