import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import fc from "fast-check";
import type { Duplicates, Sabotage } from "./actor";
import { anyCommand, type Command } from "./commands";
import { bringToAnEnd } from "./ending";
import { Statistics } from "./statistics";
import { Violation } from "./violation";
import { virtualPlace } from "./virtualPlace";
import { World, type WorldOptions } from "./world";

/** The programs to run, and their environment. */
export interface ModelOptions {
  /** The seed of the first programs. Later ones have the following seeds. */
  readonly seed: number;
  /** The minimum number of operations to call. */
  readonly operations: number;
  /** The settings of the users. */
  readonly duplicates: readonly Duplicates[];
  /** Default: an unmodified provider. */
  readonly sabotage?: Sabotage;
  /** Whether to search for a shorter program that also fails. Default: true. */
  readonly shrink?: boolean;
  /** Runs only this program again, from the output of a failure. */
  readonly again?: { readonly path: string; readonly commands: string };
  /** Called after every PROGRAMS_PER_SEED programs. */
  readonly onProgress?: (statistics: Statistics) => void;
}

/** A program that broke an invariant. */
export interface Failure {
  /** Undefined for an error of the model itself. */
  readonly violation: Violation | undefined;
  /** The complete report: the invariant, the program, and how to run it again. */
  readonly text: string;
}

export interface ModelResult {
  readonly statistics: Statistics;
  readonly failure: Failure | undefined;
}

/** The first programs of a seed are short. */
const PROGRAMS_PER_SEED = 50;

/** The maximum number of commands in a program. */
const MAX_COMMANDS = 60;

/** The maximum duration of the search for a shorter program. */
const MAX_SHRINKING_MS = 60_000;

const worlds: fc.Arbitrary<WorldOptions> = fc.record({
  seed: fc.integer(),
  stacks: fc.integer({ min: 1, max: 3 }),
  maxRetries: fc.constantFrom(0, 1, 3, 8),
  requestTimeout: fc.constantFrom(30, 5),
  maxConcurrency: fc.constantFrom(16, 1, 3),
  latency: fc.constantFrom(0, 50, 500),
  deletionLag: fc.constantFrom(0, 0, 5_000),
  missing: fc.constantFrom(403, 404),
  quota: fc.constantFrom(undefined, undefined, undefined, undefined, undefined, 8),
  assertsOrganization: fc.boolean(),
  keepsData: oneIn(50),
  isCrowded: oneIn(50),
});

/** Generates true with a probability of 1 in `number`. Shrinks to false. */
function oneIn(number: number): fc.Arbitrary<boolean> {
  return fc.nat(number - 1).map((drawn) => drawn === number - 1);
}

/** Runs programs until enough operations were called, or an invariant is broken. */
export async function runModel(options: ModelOptions): Promise<ModelResult> {
  const { seed, operations, again, shrink = true, onProgress } = options;
  const statistics = new Statistics();
  const property = fc.asyncProperty(
    worlds,
    fc.commands([anyCommand({ duplicates: options.duplicates })], {
      maxCommands: MAX_COMMANDS,
      size: "max",
      ...(again !== undefined && { replayPath: again.commands }),
    }),
    (world, commands) => runProgram(world, commands, options, statistics),
  );
  for (let next = seed; statistics.operations.total() < operations; next += 1) {
    const details = await fc.check(property, {
      seed: next,
      numRuns: PROGRAMS_PER_SEED,
      endOnFailure: !shrink,
      ...(again !== undefined && { path: again.path }),
      ...(shrink && { interruptAfterTimeLimit: MAX_SHRINKING_MS }),
    });
    if (details.failed) {
      return { statistics, failure: failureOf(details) };
    }
    onProgress?.(statistics);
    if (again !== undefined) {
      break;
    }
  }
  return { statistics, failure: undefined };
}

async function runProgram(
  options: WorldOptions,
  commands: Iterable<Command>,
  { sabotage = {} }: ModelOptions,
  statistics: Statistics,
): Promise<void> {
  const folder = options.keepsData ? await mkdtemp(join(tmpdir(), "model-")) : undefined;
  try {
    const dataFile = folder === undefined ? undefined : join(folder, "mappings.json");
    const world = new World(options, statistics, sabotage, virtualPlace(options, dataFile));
    statistics.programs += 1;
    try {
      await world.begin();
      await fc.asyncModelRun(() => ({ model: world.engine, real: world }), commands);
      await bringToAnEnd(world);
    } finally {
      await world.network.close();
    }
  } finally {
    if (folder !== undefined) {
      await rm(folder, { recursive: true, force: true });
    }
  }
}

function failureOf(details: fc.RunDetails<[WorldOptions, Iterable<Command>]>): Failure {
  const { errorInstance, counterexample, seed, counterexamplePath } = details;
  const commands = fc.stringify(counterexample?.[1]);
  const [, replayPath = ""] = /replayPath="([^"]*)"/.exec(commands) ?? [];
  const text = [
    errorInstance instanceof Violation ? errorInstance.message : inspect(errorInstance),
    `In the world ${JSON.stringify(counterexample?.[0])}`,
    ...commands
      .replace(/\/\*replayPath=.*\*\//, "")
      .split(/,(?=(?:run|fault|pause|edit|delete|create|kill|interrupt|refuse|limit) )/),
    `To run it again: CONFLUENT_SSO_MODEL="${seed} ${counterexamplePath ?? ""} ${replayPath}"`,
  ].join("\n");
  return { violation: errorInstance instanceof Violation ? errorInstance : undefined, text };
}
