import { setTimeout as delay } from "node:timers/promises";
import { type Emulator, startEmulator } from "../../../emulator/index";
import { environmentOf } from "../../support/emulatorEnvironment";
import { startHost } from "../../support/host";
import { type Command, countExchanges, type Measurement } from "./measurement";
import type { Scenario } from "./scenarios";
import { Stack } from "./stack";

const COMMANDS: readonly Command[] = ["create", "update", "refresh", "destroy"];

/** Maximum duration of a command. The longest ideal duration is 18 s. */
const MAX_COMMAND_MS = 120_000;

/** Measures the four commands of a stack, each in a separate dynamic provider host, as in Pulumi, and with an unused rate limit. */
export async function* run(scenario: Scenario): AsyncGenerator<Measurement, void> {
  const { mappings, latencyMs } = scenario;
  const emulator = await startEmulator({ latencyMs, sleep: sleepRoughly });
  try {
    const stack = new Stack(mappings);
    for (const command of COMMANDS) {
      yield await measure(command, stack, emulator, scenario);
    }
  } finally {
    await emulator.close();
  }
}

async function measure(
  command: Command,
  stack: Stack,
  emulator: Emulator,
  { parallel, rateLimit }: Scenario,
): Promise<Measurement> {
  const signal = AbortSignal.timeout(MAX_COMMAND_MS);
  const before = emulator.requests().length;
  const host = await startHost({ env: environmentOf(emulator) });
  try {
    // Load the provider first, as the engine's first check does, before the rate limit applies.
    await host.check({});
    emulator.setRateLimit(rateLimit);
    const failures: string[] = [];
    const start = performance.now();
    const work = inParallel(stack.resources, parallel, signal, async (resource) => {
      await stack.run(command, host, resource).catch((error: unknown) => failures.push(String(error)));
    });
    await Promise.race([work, abortion(signal)]);
    const seconds = (performance.now() - start) / 1_000;
    const counted = countExchanges(emulator.requests().slice(before));
    const asDeclared = stack.countAsDeclared(emulator.mappings());
    return { command, ...counted, failures, asDeclared, seconds };
  } finally {
    await host.close();
  }
}

/** Sleeps up to 25 % longer or shorter. */
async function sleepRoughly(milliseconds: number): Promise<void> {
  await delay(milliseconds * (0.75 + Math.random() / 2));
}

/** Processes the items in order, `parallel` at a time. Starts no more after `signal` is aborted. */
async function inParallel<Item>(
  items: readonly Item[],
  parallel: number,
  signal: AbortSignal,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const waiting = items.values();
  const worker = async () => {
    for (const item of waiting) {
      signal.throwIfAborted();
      await work(item);
    }
  };
  await Promise.all(Array.from({ length: parallel }, worker));
}

function abortion(signal: AbortSignal): Promise<never> {
  return new Promise((_never, reject) => {
    signal.addEventListener("abort", () => {
      reject(signal.reason as Error);
    });
  });
}
