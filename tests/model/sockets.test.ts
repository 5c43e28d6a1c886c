import fc from "fast-check";
import { anyCommand, type Command } from "./commands";
import { DUPLICATES } from "./duplicates";
import { bringToAnEnd } from "./ending";
import { socketPlace } from "./socketPlace";
import { Statistics } from "./statistics";
import { World, type WorldOptions } from "./world";

const OPERATIONS = 200;

/** The first programs of a seed are short. */
const PROGRAMS_PER_SEED = 20;

/** Faults without delays, because sockets use real time. Each of them must happen. */
const AT_ONCE = [
  "reset before",
  "reset after",
  "502",
  "429 with Retry-After",
  "html with 200",
  "executed, then 500",
  "executed, then half of the JSON",
];

const WORLD: WorldOptions = {
  seed: 1,
  stacks: 3,
  maxRetries: 2,
  requestTimeout: 600,
  maxConcurrency: 16,
  latency: 100,
  deletionLag: 0,
  missing: 403,
  quota: undefined,
  assertsOrganization: true,
  isCrowded: false,
  keepsData: false,
};

test("over real sockets, nothing is lost, duplicated, or left unreported", async () => {
  const statistics = new Statistics();
  let programs = 0;
  const anyProgram = fc.commands(
    [anyCommand({ duplicates: DUPLICATES, faults: AT_ONCE, maxPauseMs: 5_001 })],
    {
      maxCommands: 40,
      size: "max",
    },
  );
  const property = fc.asyncProperty(anyProgram, async (commands: Iterable<Command>) => {
    const place = await socketPlace(WORLD);
    try {
      const world = new World(WORLD, statistics, {}, place);
      // The first creations of each program get a different fault.
      AT_ONCE.forEach((_, skip) => {
        const kind = AT_ONCE[(skip + programs) % AT_ONCE.length] ?? "reset before";
        world.network.arm({ kind, operation: "POST", stack: 0, skip, times: 1 });
      });
      programs += 1;
      await fc.asyncModelRun(() => ({ model: world.engine, real: world }), commands);
      await bringToAnEnd(world, 1_000);
    } finally {
      await place.close();
    }
  });
  for (let seed = 1; statistics.operations.total() < OPERATIONS; seed += 1) {
    await fc.assert(property, { seed, numRuns: PROGRAMS_PER_SEED, endOnFailure: true });
  }
  expect(AT_ONCE.filter((name) => statistics.faults.of(name) === 0)).toEqual([]);
});
