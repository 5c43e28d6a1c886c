import type { Context } from "../../provider/lifecycle";
import type { TestClock } from "../support/testClock";
import type { Duplicates, Verbs } from "./actor";
import { type Content, isSame } from "./content";
import type { Caller, Operation } from "./network";

/** What a user was told: an error of a verb, or a warning. */
export interface Report {
  readonly text: string;
  /** What the verb was to create, where it was one that creates. */
  readonly creating: Content | undefined;
}

export interface ProcessOptions {
  readonly name: string;
  readonly stack: number;
  readonly timeout: number;
  readonly duplicates: Duplicates;
  readonly clock: TestClock;
  /** Told when it is killed. */
  readonly onKill: () => void;
}

/** One command of the Pulumi CLI: its own module state, and all that its user gets to see of it. */
export class StackProcess implements Caller {
  readonly name: string;
  readonly stack: number;
  readonly timeout: number;
  readonly duplicates: Duplicates;
  readonly begun: number;
  readonly errors: Report[] = [];
  /** What creations were under way when it was killed. */
  readonly creating: Content[] = [];
  /** Contents of which it took a mapping for its own that another one had made in the same seconds. */
  readonly mistaken: Content[] = [];
  /** Ids that creations of it returned. */
  readonly created = new Set<string>();
  isKilled = false;
  /** When it ended, if it has. */
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

  /** Kills it in the moment in which the API has carried out its nth request of a kind, and before it learns that. */
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

  /** Whether it was killed while it created a mapping of this content. */
  diedCreating(content: Content): boolean {
    return this.isKilled && this.creating.some((one) => isSame(one, content));
  }
}

/** A process with what it works with. */
export interface Running {
  readonly process: StackProcess;
  readonly context: Context;
  readonly warnings: readonly string[];
  readonly verbs: Verbs;
}
