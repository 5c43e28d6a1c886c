import { isList, MapValue, type Value } from "./value";

/** A run has taken as many steps as it may. */
export class OutOfSteps extends Error {}

/** Counts the work of a run: macros within macros take a time that grows without bound, so there is one. */
export class Steps {
  private spent = 0;

  constructor(readonly max: number) {}

  get taken(): number {
    return this.spent;
  }

  /** @throws OutOfSteps */
  spend(steps: number): void {
    this.spent += steps;
    if (this.spent > this.max) {
      throw new OutOfSteps();
    }
  }

  /** Roughly what it costs to look at the values. */
  spendOn(...values: readonly Value[]): void {
    this.spend(values.reduce((sum: number, value) => sum + sizeOf(value), 0));
  }
}

function sizeOf(value: Value): number {
  return typeof value === "string" || isList(value) || value instanceof Uint8Array
    ? value.length >> 3
    : value instanceof MapValue
      ? value.entries.length
      : 0;
}
