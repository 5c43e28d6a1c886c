import { setTimeout as delay } from "node:timers/promises";
import { type Emulator, startEmulator } from "../../../emulator/index";
import { environmentOf } from "../../support/emulatorEnvironment";
import { startHost } from "../../support/host";
import { type Command, countExchanges, type Measurement } from "./measurement";
import type { Scenario } from "./scenarios";
import { Stack } from "./stack";

const COMMANDS: readonly Command[] = ["create", "update", "refresh", "destroy"];

/** How long a command may take, in milliseconds; the slowest ideal is 18 s. */
const LONGEST_COMMAND = 120_000;

/** Measures a stack's four commands, each in a dynamic provider host of its own as Pulumi runs it, and with a full budget. */
export async function* run(scenario: Scenario): AsyncGenerator<Measurement, void> {
  const { mappings, latencyMs } = scenario;
  const emulator = await startEmulator({ latencyMs, sleep: aboutSoLong });
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
  const signal = AbortSignal.timeout(LONGEST_COMMAND);
  const before = emulator.requests().length;
  const host = await startHost({ env: environmentOf(emulator) });
  try {
    // Loads the provider, as the engine's first check does: no limit has a part in that.
    await host.check({});
    emulator.setRateLimit(rateLimit);
    const failures: string[] = [];
    const begun = performance.now();
    const work = inParallel(stack.resources, parallel, signal, async (resource) => {
      await stack.run(command, host, resource).catch((error: unknown) => failures.push(String(error)));
    });
    await Promise.race([work, abortion(signal)]);
    const seconds = (performance.now() - begun) / 1_000;
    const counted = countExchanges(emulator.requests().slice(before));
    const held = stack.countHeld(emulator.mappings());
    return { command, ...counted, failures, held, seconds };
  } finally {
    await host.close();
  }
}

/** Up to a quarter more or less. */
async function aboutSoLong(milliseconds: number): Promise<void> {
  await delay(milliseconds * (0.75 + Math.random() / 2));
}

/** Works on all items, so many at once, in their order; on no further one once `signal` is aborted. */
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
