import type { Context } from "../../provider/lifecycle";
import type { TestClock } from "../support/testClock";
import type { Duplicates, ProviderOperations } from "./actor";
import { type Content, isSame } from "./content";
import type { Caller, Operation } from "./network";

/** A message to the user: an error of an operation, or a warning. */
export interface Report {
  readonly text: string;
  /** The content to create, if the operation is a creation. */
  readonly creating: Content | undefined;
}

export interface ProcessOptions {
  readonly name: string;
  readonly stack: number;
  readonly timeout: number;
  readonly duplicates: Duplicates;
  readonly clock: TestClock;
  /** Called when the process is killed. */
  readonly onKill: () => void;
}

/** One command of the Pulumi CLI: its module state, and the messages to its user. */
export class StackProcess implements Caller {
  readonly name: string;
  readonly stack: number;
  readonly timeout: number;
  readonly duplicates: Duplicates;
  readonly begun: number;
  readonly errors: Report[] = [];
  /** The contents of creations in progress when it was killed. */
  readonly creating: Content[] = [];
  /** Contents for which it claimed a mapping that another writer had created within the same seconds. */
  readonly mistaken: Content[] = [];
  /** The ids that its creations returned. */
  readonly created = new Set<string>();
  isKilled = false;
  /** The time when it ended. */
  ended = Number.POSITIVE_INFINITY;
  /** Resolves when it is killed. */
  readonly death: Promise<void>;
  private die: () => void = () => undefined;
  private readonly onKill: () => void;
  private killAfter: { readonly operation: Operation; left: number } | undefined;

  constructor({ name, stack, timeout, duplicates, clock, onKill }: ProcessOptions) {
    this.onKill = onKill;
    this.name = name;
    this.stack = stack;
    this.timeout = timeout;
    this.duplicates = duplicates;
    this.begun = clock.now();
    this.death = new Promise((resolve) => {
      this.die = resolve;
    });
  }

  kill(): void {
    if (!this.isKilled) {
      this.isKilled = true;
      this.onKill();
      this.die();
    }
  }

  /** Kills the process right after the API has executed its nth request of a kind, before it receives the response. */
  killOnceExecuted(operation: Operation, nth: number): void {
    this.killAfter = { operation, left: nth };
  }

  onExecuted(operation: Operation): void {
    if (this.killAfter?.operation === operation) {
      this.killAfter.left -= 1;
      if (this.killAfter.left === 0) {
        this.kill();
      }
    }
  }

  /** Returns whether it was killed while it created a mapping with this content. */
  diedCreating(content: Content): boolean {
    return this.isKilled && this.creating.some((one) => isSame(one, content));
  }
}

/** A process and its context. */
export interface Running {
  readonly process: StackProcess;
  readonly context: Context;
  readonly warnings: readonly string[];
  readonly operations: ProviderOperations;
}
