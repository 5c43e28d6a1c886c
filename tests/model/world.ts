import { DEFAULT_ORGANIZATION_ID } from "../../emulator/index";
import type { Context } from "../../provider/lifecycle";
import { COLLECTION_PATH } from "../../provider/wire";
import { emulatorAdapter } from "../support/emulatorAdapter";
import { DEFAULT_LIMITS, SETTINGS } from "../support/settings";
import type { TestClock } from "../support/testClock";
import { virtualProcess } from "../support/virtualProcess";
import { type Duplicates, type Sabotage, PROVIDER_OPERATIONS } from "./actor";
import type { Content } from "./content";
import { Engine, type Phase, Stack } from "./engine";
import { Judge } from "./judge";
import { Network } from "./network";
import type { Place } from "./place";
import { type Running, StackProcess } from "./process";
import type { Statistics } from "./statistics";
import { Truth } from "./truth";

/** Options to create a world. */
export interface WorldOptions {
  /** The seed of all random values. */
  readonly seed: number;
  readonly stacks: number;
  readonly maxRetries: number;
  /** In seconds. */
  readonly requestTimeout: number;
  readonly maxConcurrency: number;
  /** The maximum latency of a request or response, in milliseconds. */
  readonly latency: number;
  readonly deletionLag: number;
  readonly missing: 403 | 404;
  readonly quota: number | undefined;
  readonly assertsOrganization: boolean;
  /** Whether the organization has so many mappings that a list has several pages. */
  readonly isCrowded: boolean;
  /** Whether the API keeps its data in a file, so that it can be restarted. */
  readonly keepsData: boolean;
}

/** Two full pages of the list, and a partial one. */
const CROWD = 205;

/** One API, the stacks that share it, and another writer. */
export class World {
  readonly clock: TestClock;
  readonly truth = new Truth();
  readonly judge: Judge;
  readonly engine: Engine;
  readonly network: Network;
  readonly processes: Running[] = [];
  /** Resolves when the API can be reached again. */
  interruption: Promise<void> = Promise.resolve();

  constructor(
    readonly options: WorldOptions,
    readonly statistics: Statistics,
    private readonly sabotage: Sabotage,
    readonly place: Place,
  ) {
    const { truth } = this;
    const { clock, start } = place;
    this.clock = clock;
    this.judge = new Judge(truth, clock, statistics);
    const stacks = Array.from({ length: options.stacks }, (_, number) => new Stack(number));
    this.engine = new Engine(stacks, this.judge, clock, statistics);
    this.network = new Network({ clock, truth, statistics, latency: options.latency, start });
  }

  /** Creates the mappings that exist at the start. */
  async begin(): Promise<void> {
    if (!this.options.isCrowded) {
      return;
    }
    this.statistics.events.add("a crowded organization");
    for (let number = 0; number < CROWD; number += 1) {
      await this.act("POST", undefined, { display_name: `Old ${number}`, description: "", filter: "old" });
    }
  }

  /** Starts a command of the Pulumi CLI for a stack. It runs while time passes. */
  start(stack: Stack, phases: readonly Phase[], duplicates: Duplicates): void {
    const running = this.newProcess(stack, duplicates);
    this.processes.push(running);
    this.statistics.events.add(`process: ${phases.join(", ")}`);
    this.engine.start(stack, phases, running);
  }

  /** Advances time. */
  async elapse(milliseconds: number): Promise<void> {
    await this.clock.run(this.clock.sleep(milliseconds));
  }

  /** Makes the API unreachable for a time. If the API keeps its data, it is restarted. */
  interrupt(milliseconds: number): void {
    this.interruption = this.interruption.then(() =>
      this.network.interrupt(milliseconds, this.place.keepsData),
    );
  }

  /** Sends a request as the other writer. */
  async act(method: string, id: string | undefined, body?: Partial<Content>): Promise<void> {
    const url = id === undefined ? COLLECTION_PATH : `${COLLECTION_PATH}/${id}`;
    const request = { method, url, ...(body !== undefined && { body: JSON.stringify(body) }) };
    await this.clock.run(this.network.act(request));
  }

  /** @throws {Violation} The first violation, if there is one. */
  throwViolations(): void {
    const [first] = this.judge.violations;
    if (first !== undefined) {
      throw first;
    }
  }

  private newProcess(stack: Stack, duplicates: Duplicates): Running {
    const { maxRetries, requestTimeout, maxConcurrency, assertsOrganization } = this.options;
    const { clock, sabotage, place } = this;
    const timeout = requestTimeout * 1_000;
    const process = new StackProcess({
      name: `process ${this.processes.length + 1} of stack ${stack.number}`,
      stack: stack.number,
      timeout,
      duplicates,
      clock,
      onKill: () => {
        this.statistics.events.add("a process is killed");
      },
    });
    const settings = {
      ...SETTINGS,
      duplicates: { policy: sabotage.duplicates ?? duplicates, source: "environment" } as const,
      endpoint: place.endpoint,
      organizationId: assertsOrganization ? DEFAULT_ORGANIZATION_ID : undefined,
      limits: { ...DEFAULT_LIMITS, maxRetries, requestTimeout: timeout, maxConcurrency },
    };
    const adapter = emulatorAdapter({
      handle: (request, config) => {
        place.sending?.(request, config);
        return this.network.handle(request, process);
      },
      clock,
      serverClock: place.serverClock,
      timeout,
    });
    const made = virtualProcess(settings, clock, sabotage.adapter?.(adapter) ?? adapter);
    const context: Context = {
      ...made,
      warn: async (text) => {
        this.judge.warned(process.name, text);
        await made.warn(text);
      },
    };
    return {
      process,
      context: sabotage.context?.(context) ?? context,
      warnings: made.warnings,
      operations: sabotage.operations?.(PROVIDER_OPERATIONS) ?? PROVIDER_OPERATIONS,
    };
  }
}
