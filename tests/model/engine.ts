import { checkInputs } from "../../provider/lifecycle";
import type { Inputs, Properties } from "../../provider/wire";
import type { TestClock } from "../support/testClock";
import { contentOf } from "./content";
import type { Judge } from "./judge";
import type { Running, StackProcess } from "./process";
import { kindOf } from "./reports";
import type { Statistics } from "./statistics";

/** A resource in a stack's state. */
export interface Resource {
  readonly id: string;
  readonly outs: Properties;
}

/** The phases of a process, which run in order until one fails. */
export type Phase = "refresh" | "up" | "look up" | "destroy";

/** A stack: its declared resources, and its state. */
export class Stack {
  program: ReadonlyMap<string, Inputs> = new Map();
  readonly state = new Map<string, Resource>();
  /** The process that holds the lock of the stack. */
  process: StackProcess | undefined;
  /** Resolves when the process has ended or was killed. */
  ended: Promise<unknown> = Promise.resolve();

  constructor(readonly number: number) {}
}

/** The number of operations that the engine calls at once. */
const PARALLEL = 4;

/** The property of every resource of a dynamic provider. */
const PROVIDER = { __provider: 'exports.handler = () => require("pulumi-confluent-sso/provider");' };

/**
 * Pulumi's engine as a provider sees it: its calls, and how it processes the results. After a failed creation, the state does
 * not contain the resource. After a failed update, it contains the old values, and after a failed deletion, the resource. A
 * read that returns `{}` removes the resource. A killed process returns no results.
 */
export class Engine {
  constructor(
    readonly stacks: readonly Stack[],
    private readonly judge: Judge,
    private readonly clock: TestClock,
    private readonly statistics: Statistics,
  ) {}

  /** Starts a process that holds the stack's lock until it ends. */
  start(stack: Stack, phases: readonly Phase[], running: Running): void {
    const { process } = running;
    stack.process = process;
    stack.ended = Promise.race([this.run(stack, phases, running), process.death]).finally(() => {
      stack.process = undefined;
      process.ended = this.clock.now();
    });
  }

  /** Returns the number of resources with this mapping. */
  ownersOf(id: string): number {
    return this.stacks.flatMap(({ state }) => [...state.values()]).filter((resource) => resource.id === id)
      .length;
  }

  private async run(stack: Stack, phases: readonly Phase[], running: Running): Promise<void> {
    for (const phase of phases) {
      if (!(await this.phase(phase, stack, running))) {
        return;
      }
    }
  }

  /** @returns whether the whole phase succeeded */
  private async phase(phase: Phase, stack: Stack, running: Running): Promise<boolean> {
    const { program, state } = stack;
    switch (phase) {
      case "refresh":
        return inParallel(
          [...state].map(
            ([name, { id }]) =>
              () =>
                this.refresh(stack, running, name, id),
          ),
        );
      case "look up":
        return inParallel(
          [...state.values()].map(
            ({ id }) =>
              () =>
                this.lookUp(running, id),
          ),
        );
      case "destroy":
        return inParallel([...state.keys()].map((name) => () => this.delete(stack, running, name)));
      case "up": {
        const applied = await inParallel(
          [...program].map(
            ([name, wish]) =>
              () =>
                this.apply(stack, running, name, wish),
          ),
        );
        const superfluous = [...state.keys()].filter((name) => !program.has(name));
        return (
          applied && (await inParallel(superfluous.map((name) => () => this.delete(stack, running, name))))
        );
      }
    }
  }

  private async apply(stack: Stack, running: Running, name: string, wish: Inputs): Promise<boolean> {
    const { inputs, failures } = checkInputs({}, { ...PROVIDER, ...wish });
    if (failures.length > 0) {
      throw new Error(`The model declares invalid inputs: ${JSON.stringify(failures)}`);
    }
    const old = stack.state.get(name);
    if (old === undefined) {
      return this.create(stack, running, name, wish, inputs);
    }
    return running.operations.diff(running.context, old.id, old.outs, inputs).changes
      ? this.update(stack, running, name, old, wish)
      : true;
  }

  private async create(
    stack: Stack,
    running: Running,
    name: string,
    wish: Inputs,
    inputs: Properties,
  ): Promise<boolean> {
    const { process, operations, context } = running;
    const content = contentOf(wish);
    process.creating.push(content);
    const begun = this.clock.now();
    const answer = await this.call(
      "create",
      running,
      () => operations.create(context, { ...PROVIDER, ...inputs }),
      {
        creating: content,
      },
    );
    process.creating.splice(process.creating.indexOf(content), 1);
    if (answer === undefined) {
      return false;
    }
    const { id, outs } = answer;
    this.judge.created({ process, begun }, wish, id, { ...outs }, this.ownersOf(id));
    stack.state.set(name, { id, outs: stored(outs) });
    return true;
  }

  private async update(
    stack: Stack,
    running: Running,
    name: string,
    { id, outs: olds }: Resource,
    wish: Inputs,
  ): Promise<boolean> {
    const { process, operations, context } = running;
    const begun = this.clock.now();
    const news = { ...PROVIDER, ...wish };
    const answer = await this.call(
      "update",
      running,
      () => operations.update(context, id, { ...PROVIDER, ...olds }, news),
      { id },
    );
    if (answer === undefined) {
      return false;
    }
    this.judge.updated({ process, begun }, id, olds, wish, { ...answer.outs });
    stack.state.set(name, { id, outs: stored(answer.outs) });
    return true;
  }

  private async delete(stack: Stack, running: Running, name: string): Promise<boolean> {
    const { process, operations, context } = running;
    const resource = stack.state.get(name);
    if (resource === undefined) {
      return true;
    }
    const { id, outs } = resource;
    const begun = this.clock.now();
    const answer = await this.call(
      "delete",
      running,
      async () => {
        await operations.remove(context, id, { ...PROVIDER, ...outs });
        return {};
      },
      { id },
    );
    if (answer === undefined) {
      return false;
    }
    this.judge.gone({ process, begun }, "delete", id);
    stack.state.delete(name);
    return true;
  }

  private async refresh(stack: Stack, running: Running, name: string, id: string): Promise<boolean> {
    const { process, operations, context } = running;
    const olds = stack.state.get(name)?.outs ?? {};
    const begun = this.clock.now();
    const answer = await this.call(
      "read",
      running,
      () => operations.read(context, id, { ...PROVIDER, ...olds }),
      {
        id,
      },
    );
    if (answer === undefined) {
      return false;
    }
    const props = propsIn(answer);
    if (props === undefined) {
      this.statistics.outcomes.add("read found the mapping deleted");
      this.judge.gone({ process, begun }, "read", id);
      stack.state.delete(name);
    } else {
      this.judge.read({ process, begun }, id, props);
      stack.state.set(name, { id, outs: stored(props) });
    }
    return true;
  }

  /** `GroupMapping.get`, whose result is not stored. */
  private async lookUp(running: Running, id: string): Promise<boolean> {
    const { process, operations, context } = running;
    const begun = this.clock.now();
    const answer = await this.call("read", running, () => operations.read(context, id, PROVIDER), { id });
    const props = answer === undefined ? undefined : propsIn(answer);
    if (props !== undefined) {
      this.judge.read({ process, begun }, id, props);
    }
    return answer !== undefined;
  }

  /**
   * Calls an operation. Never ends if the process is killed first.
   *
   * @returns undefined if the operation failed
   */
  private async call<Answer extends object>(
    kind: string,
    { process }: Running,
    call: () => Promise<Answer>,
    { creating, id }: { readonly creating?: Report["creating"]; readonly id?: string },
  ): Promise<Answer | undefined> {
    this.statistics.operations.add(kind);
    const what = `${kind} of ${process.name}`;
    const begun = this.clock.now();
    try {
      const answer = await call();
      if (!process.isKilled) {
        this.statistics.outcomes.add(`${kind} succeeded`);
        this.judge.answered(what, answer);
        this.judge.ended(what, begun);
        return answer;
      }
    } catch (error) {
      if (!process.isKilled) {
        this.statistics.outcomes.add(`${kind} failed: ${kindOf(error)}`);
        this.judge.threw(what, error, id);
        this.judge.ended(what, begun);
        process.errors.push({ text: error instanceof Error ? error.message : String(error), creating });
        return undefined;
      }
    }
    return new Promise(() => undefined);
  }
}

type Report = StackProcess["errors"][number];

/** Runs the tasks in order, a few at a time, and starts no more tasks after a failure. */
async function inParallel(tasks: readonly (() => Promise<boolean>)[]): Promise<boolean> {
  const waiting = [...tasks];
  let succeeded = true;
  const work = async (): Promise<void> => {
    for (let task = waiting.shift(); task !== undefined && succeeded; task = waiting.shift()) {
      const ended = await task();
      succeeded &&= ended;
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, work));
  return succeeded;
}

/** Returns the part of a result that Pulumi stores: JSON. The host modifies the result itself. */
function stored(outs: object): Properties {
  const kept = JSON.parse(JSON.stringify(outs)) as Properties;
  Object.assign(outs, PROVIDER);
  return kept;
}

function propsIn(answer: object): Properties | undefined {
  return "props" in answer ? { ...(answer.props as object) } : undefined;
}
