import fc from "fast-check";
import type { Inputs } from "../../provider/wire";
import type { Duplicates } from "./actor";
import type { BudgetOptions } from "./budget";
import { contentOf, inputsFor, SHARED_CONTENT } from "./content";
import type { Engine, Phase, Stack } from "./engine";
import { FAULT_NAMES } from "./faults";
import { type ArmedFault, OPERATIONS } from "./network";
import type { Life } from "./truth";
import type { World } from "./world";

/** The next event in a world. The engine is fast-check's "model", which decides whether the event is possible. */
export type Command = fc.AsyncCommand<Engine, World>;

/** The names of a program's resources. */
const NAMES = ["a", "b", "c", "d", "e", "f"];

const PHASES: readonly (readonly Phase[])[] = [
  ["up"],
  ["up"],
  ["refresh", "up"],
  ["refresh"],
  ["up", "look up"],
  ["up", "refresh"],
  ["refresh", "up", "look up"],
  ["refresh", "destroy"],
  ["destroy"],
];

/** Options for the generated commands. */
export interface CommandOptions {
  /** The settings of the users. */
  readonly duplicates: readonly Duplicates[];
  /** Names of FAULTS. Default: all. */
  readonly faults?: readonly string[];
  /** At least 5,000. Default: 90 seconds. */
  readonly maxPauseMs?: number;
}

/** Generates every kind of command with different probabilities. */
export function anyCommand({
  duplicates,
  faults = FAULT_NAMES,
  maxPauseMs = 90_000,
}: CommandOptions): fc.Arbitrary<Command> {
  return fc.oneof(
    { weight: 10, arbitrary: runs(duplicates) },
    { weight: 12, arbitrary: faultsOf(faults) },
    { weight: 7, arbitrary: pausesUpTo(maxPauseMs) },
    { weight: 2, arbitrary: edits },
    { weight: 2, arbitrary: deletions },
    { weight: 1, arbitrary: creations },
    { weight: 1, arbitrary: identicalCreations },
    { weight: 2, arbitrary: kills },
    { weight: 2, arbitrary: killsOnceExecuted },
    { weight: 1, arbitrary: interruptions },
    { weight: 1, arbitrary: refusals },
    { weight: 1, arbitrary: limits },
  );
}

const anyStack = fc.nat(2);

/** The index of a mapping in the API. */
const anyMapping = fc.nat(9);

/** The indexes of the contents of a program's resources, or -1 for no resource. */
const anyProgram = fc.array(fc.integer({ min: -1, max: SHARED_CONTENT }), { maxLength: NAMES.length });

function runs(duplicates: readonly Duplicates[]): fc.Arbitrary<Command> {
  return fc
    .record({
      stack: anyStack,
      phases: fc.constantFrom(...PHASES),
      program: anyProgram,
      duplicates: fc.constantFrom(...duplicates),
    })
    .map((given) =>
      command(
        `run ${JSON.stringify(given)}`,
        (world) => {
          const stack = stackOf(world.engine, given.stack);
          stack.program = programOf(stack.number, given.program);
          world.start(stack, given.phases, given.duplicates);
        },
        (engine) => stackOf(engine, given.stack).process === undefined,
      ),
    );
}

function faultsOf(names: readonly string[]): fc.Arbitrary<Command> {
  return fc
    .record({
      kind: fc.constantFrom(...names),
      operation: fc.constantFrom(...OPERATIONS),
      stack: anyStack,
      skip: fc.constantFrom(0, 0, 1, 2),
      times: fc.constantFrom(1, 1, 1, 2, 3, 12),
    })
    .map((fault: ArmedFault) =>
      command(`fault ${JSON.stringify(fault)}`, (world) => {
        world.network.arm({ ...fault, stack: stackOf(world.engine, fault.stack).number });
      }),
    );
}

function pausesUpTo(longest: number): fc.Arbitrary<Command> {
  return fc
    .oneof(fc.nat(300), fc.integer({ min: 300, max: 5_000 }), fc.integer({ min: 5_000, max: longest }))
    .map((milliseconds) => command(`pause ${milliseconds}`, (world) => world.elapse(milliseconds)));
}

const edits: fc.Arbitrary<Command> = fc
  .record({
    mapping: anyMapping,
    field: fc.constantFrom("description", "filter"),
    text: fc.constantFrom("x", "y"),
  })
  .map(({ mapping, field, text }) =>
    command(`edit ${field} of mapping ${mapping} to ${text}`, async (world) => {
      const life = lifeOf(world, mapping);
      if (life !== undefined) {
        await act(world, "edits", "PATCH", life.id, { [field]: text });
      }
    }),
  );

const deletions: fc.Arbitrary<Command> = anyMapping.map((mapping) =>
  command(`delete mapping ${mapping}`, async (world) => {
    const life = lifeOf(world, mapping);
    if (life !== undefined) {
      await act(world, "deletes", "DELETE", life.id);
    }
  }),
);

const creations: fc.Arbitrary<Command> = fc.nat(3).map((number) =>
  command(`create another mapping ${number}`, async (world) => {
    const content = { display_name: `Other ${number}`, description: "", filter: "others" };
    await act(world, "creates another mapping", "POST", undefined, content);
  }),
);

/** Creations by another writer that a client cannot distinguish from its own within a few seconds. */
const identicalCreations: fc.Arbitrary<Command> = fc
  .record({ stack: anyStack, resource: fc.nat(NAMES.length - 1) })
  .map(({ stack, resource }) =>
    command(`create what resource ${resource} of stack ${stack} declares`, async (world) => {
      const declared = [...stackOf(world.engine, stack).program.values()];
      const wish = declared[resource % Math.max(1, declared.length)];
      if (wish !== undefined) {
        await act(world, "creates an identical mapping", "POST", undefined, contentOf(wish));
      }
    }),
  );

const kills: fc.Arbitrary<Command> = anyStack.map((number) =>
  command(
    `kill the process of stack ${number}`,
    (world) => {
      stackOf(world.engine, number).process?.kill();
    },
    (engine) => stackOf(engine, number).process !== undefined,
  ),
);

const killsOnceExecuted: fc.Arbitrary<Command> = fc
  .record({
    stack: anyStack,
    operation: fc.constantFrom(...OPERATIONS, "POST" as const),
    nth: fc.integer({ min: 1, max: 3 }),
  })
  .map(({ stack, operation, nth }) =>
    command(
      `kill the process of stack ${stack} after the API executes its ${operation} number ${nth}`,
      (world) => {
        stackOf(world.engine, stack).process?.killOnceExecuted(operation, nth);
      },
      (engine) => stackOf(engine, stack).process !== undefined,
    ),
  );

const interruptions: fc.Arbitrary<Command> = fc.integer({ min: 10, max: 20_000 }).map((milliseconds) =>
  command(`interrupt for ${milliseconds}`, (world) => {
    world.statistics.events.add(world.place.keepsData ? "the API is started again" : "an interruption");
    world.interrupt(milliseconds);
  }),
);

const refusals: fc.Arbitrary<Command> = fc
  .record({ status: fc.constantFrom(401, 403, 404), milliseconds: fc.integer({ min: 10, max: 20_000 }) })
  .map(({ status, milliseconds }) =>
    command(`refuse everything with ${status} for ${milliseconds}`, (world) => {
      world.network.refuse(status, milliseconds);
    }),
  );

const limits: fc.Arbitrary<Command> = fc
  .record({
    size: fc.integer({ min: 1, max: 10 }),
    seconds: fc.constantFrom(1, 5, 30),
    headers: fc.boolean(),
    shrinks: fc.boolean(),
  })
  .map((options: BudgetOptions) =>
    command(`limit ${JSON.stringify(options)}`, (world) => {
      world.statistics.events.add(options.shrinks ? "a shrinking budget begins" : "a budget begins");
      world.network.limit(options);
    }),
  );

function command(
  text: string,
  run: (world: World) => void | Promise<void>,
  check: (engine: Engine) => boolean = () => true,
): Command {
  return {
    check,
    run: async (_engine, world) => {
      await run(world);
      world.throwViolations();
    },
    toString: () => text,
  };
}

async function act(world: World, what: string, ...request: Parameters<World["act"]>): Promise<void> {
  world.statistics.events.add(`the other writer ${what}`);
  await world.act(...request);
}

function stackOf({ stacks }: Engine, number: number): Stack {
  const stack = stacks[number % stacks.length];
  if (stack === undefined) {
    throw new Error("A world has at least one stack");
  }
  return stack;
}

function lifeOf({ truth }: World, number: number): Life | undefined {
  const live = truth.live();
  return live[number % Math.max(1, live.length)];
}

function programOf(stack: number, contents: readonly number[]): ReadonlyMap<string, Inputs> {
  return new Map(
    contents.flatMap((content, index): [string, Inputs][] => {
      const name = NAMES[index];
      return content < 0 || name === undefined ? [] : [[name, inputsFor(stack, content)]];
    }),
  );
}
