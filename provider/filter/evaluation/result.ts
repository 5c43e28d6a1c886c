import type { Node } from "../syntax";
import type { Value } from "./value";

/** The possible outcomes of a condition, as bits: `TRUE | ERROR` is either of them. */
export type Outcomes = number;

export const TRUE = 1;
export const FALSE = 2;
/** CEL's third outcome, for example of a missing claim. It means no match. */
export const ERROR = 4;

export type Result = Value | CelError | CelUnknown;

/** A CEL error. `&&` and `||` can absorb it; a filter that ends with it does not match. */
export class CelError {
  constructor(
    readonly node: Node,
    /** In words that fit after "it ". */
    readonly why: string,
  ) {}
}

/** A result that depends on something that is unknown or not evaluated here. */
export class CelUnknown {
  constructor(
    readonly node: Node,
    /** In words that fit after "it ". */
    readonly why: string,
    /** The possible outcomes if it is a condition: at least two. */
    readonly outcomes: Outcomes = TRUE | FALSE | ERROR,
  ) {}
}

/** Returns the values of all items, or else the first error, or else the first unknown result. */
export function collect<Item>(
  items: readonly Item[],
  resultsOf: (item: Item) => readonly Result[],
): readonly Value[] | CelError | CelUnknown {
  const values: Value[] = [];
  let open: CelUnknown | undefined;
  for (const item of items) {
    for (const result of resultsOf(item)) {
      if (result instanceof CelError) {
        return result;
      }
      if (result instanceof CelUnknown) {
        // Its outcomes as a condition do not apply to the combined value.
        open ??= new CelUnknown(result.node, result.why);
      } else {
        values.push(result);
      }
    }
  }
  return open ?? values;
}
