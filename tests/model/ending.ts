import { Adoptions, diff } from "../../provider/lifecycle";
import { contentOf, isSame } from "./content";
import type { Phase, Stack } from "./engine";
import { contentIn, inspect } from "./judge";
import type { Running } from "./process";
import { wasReported } from "./reports";
import { contentNow, type Life, OTHER_WRITER } from "./truth";
import type { World } from "./world";
import { DEFAULT_FILTER_POLICY } from "../support/settings";

/** Maximum duration of an abandoned request. */
const MAX_ABANDONED_MS = 600_000;

/**
 * Ends a run: stops all faults, refreshes every stack, applies its program, and then checks all invariants.
 *
 * @param pause the maximum duration of an abandoned request, in milliseconds
 * @throws {Violation} If an invariant is broken.
 */
export async function bringToAnEnd(world: World, pause = MAX_ABANDONED_MS): Promise<void> {
  const { clock, engine, network } = world;
  await clock.run(Promise.all([world.interruption, ...engine.stacks.map(({ ended }) => ended)]));
  world.throwViolations();
  network.calm();
  await world.elapse(pause);
  for (const stack of engine.stacks) {
    await runAlone(world, stack, "refresh");
    compareStateWithTruth(world, stack);
  }
  const full: Stack[] = [];
  for (const stack of engine.stacks) {
    if (!(await runAlone(world, stack, "up"))) {
      full.push(stack);
    }
  }
  for (const stack of engine.stacks) {
    compareStateWithTruth(world, stack);
    if (!full.includes(stack)) {
      compareStateWithProgram(world, stack);
    }
  }
  compareTruthWithApi(world);
  requireOwners(world);
  network.checkExchanges();
  network.violations.forEach((problem) => {
    world.judge.broken("exchanges match the contract", problem);
  });
  world.throwViolations();
}

/**
 * Runs a phase without faults. It must succeed, except in two cases: the quota of the organization is exhausted, or another
 * stack that created the same mapping within the same seconds has deleted it.
 *
 * @returns whether the phase succeeded
 */
async function runAlone(world: World, stack: Stack, phase: Phase): Promise<boolean> {
  world.start(stack, [phase], "allow");
  await world.clock.run(stack.ended);
  const errors = world.processes.at(-1)?.process.errors ?? [];
  const { quota } = world.options;
  for (const { text, creating } of errors) {
    const isFull =
      quota !== undefined && world.truth.live().length >= quota && text.includes("the API answered 402");
    const isMistaken =
      text.includes("was deleted outside Pulumi") &&
      [...world.judge.mistaken].some((id) => text.includes(`(${id})`));
    if (!(isFull && creating !== undefined) && !isMistaken) {
      world.judge.broken("nothing fails without a reason", `${phase} at the end: ${text}`);
    }
  }
  world.throwViolations();
  return errors.length === 0;
}

function compareStateWithTruth({ judge, truth }: World, { state, number }: Stack): void {
  for (const [name, { id, outs }] of state) {
    const life = truth.lives.get(id);
    if (judge.mistaken.has(id)) {
      continue;
    }
    const actual = life === undefined || life.deleted !== undefined ? undefined : contentNow(life);
    if (actual === undefined || !isSame(contentIn(outs), actual)) {
      judge.broken(
        "the state matches the API",
        `${name} of stack ${number} (${id}) is ${inspect(outs)}, in the API ${inspect(actual)}`,
      );
    }
  }
}

function compareStateWithProgram({ judge }: World, { state, program, number }: Stack): void {
  for (const [name, wish] of program) {
    const resource = state.get(name);
    if (resource !== undefined && judge.mistaken.has(resource.id)) {
      continue;
    }
    if (
      resource === undefined ||
      !isSame(contentIn(resource.outs), contentOf(wish)) ||
      diff(
        { adoptions: new Adoptions(), filterPolicy: () => DEFAULT_FILTER_POLICY },
        resource.id,
        resource.outs,
        { ...wish },
      ).changes
    ) {
      judge.broken(
        "the inputs match the program",
        `${name} of stack ${number} is ${inspect(resource)}, wanted ${inspect(wish)}`,
      );
    }
  }
  const superfluous = [...state.keys()].filter((name) => !program.has(name));
  if (superfluous.length > 0) {
    judge.broken("the inputs match the program", `stack ${number} still has ${superfluous.join(", ")}`);
  }
}

/** Checks that the model matches the API. Otherwise, no other comparison would be meaningful. */
function compareTruthWithApi({ network, truth, judge }: World): void {
  const believed = truth.live();
  const held = network.mappings();
  const differs =
    believed.length !== held.length ||
    held.some((mapping) => {
      const life = truth.lives.get(mapping.id);
      return life === undefined || !isSame(contentNow(life), mapping);
    });
  if (differs) {
    judge.broken("the model matches the API", `${inspect(believed)} is not ${inspect(held)}`);
  }
}

function requireOwners(world: World): void {
  const { engine, judge, truth, statistics } = world;
  for (const life of truth.live()) {
    const owners = engine.ownersOf(life.id);
    if (owners > 1 && !judge.mistaken.has(life.id)) {
      judge.broken("no mapping has two owners", `${owners} resources have ${life.id}`);
    }
    if (owners > 0 || life.by.name === OTHER_WRITER) {
      continue;
    }
    const why = whyOrphaned(world, life);
    if (why === undefined) {
      judge.broken(
        "every mapping has an owner",
        `${life.id} (${inspect(contentNow(life))}) was created by ${life.by.name}, which did not report it`,
      );
    } else {
      statistics.leftovers.add(why);
    }
  }
}

/** Returns the reason why a mapping created by a stack has no owner, or undefined if there is no valid reason. */
function whyOrphaned({ processes, judge }: World, life: Life): string | undefined {
  const made = processes.find(({ process }) => process.name === life.by.name);
  const [first] = life.changes;
  if (made === undefined || first === undefined) {
    return undefined;
  }
  const { process, warnings }: Running = made;
  if (process.created.has(life.id)) {
    // Some resource owned the mapping and removed it from its state.
    return judge.mistaken.has(life.id) ? "also claimed by another stack" : undefined;
  }
  if (wasReported(process, warnings, life.id, first.content)) {
    return "reported to the user";
  }
  if (process.diedCreating(first.content)) {
    return "left behind by a killed process";
  }
  if (judge.mistaken.has(life.id) || process.mistaken.some((content) => isSame(content, first.content))) {
    return "created within the same seconds as an identical mapping of another writer";
  }
  if (life.changes.some(({ by, at }) => by.name !== process.name && at <= process.ended)) {
    return "changed by another writer before it was found";
  }
  return undefined;
}
