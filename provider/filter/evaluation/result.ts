import type { Node } from "../syntax";
import type { Value } from "./value";

/** What a condition may come to, as a set of bits: `TRUE | ERROR` may be either. */
export type Outcomes = number;

export const TRUE = 1;
export const FALSE = 2;
/** CEL's third outcome: a claim that is missing, say. Such a condition lets nobody in. */
export const ERROR = 4;

/** What evaluating a node ends with: a value, one of CEL's errors, or nothing that can be told. */
export type Result = Value | CelError | CelUnknown;

/** An error of CEL. It is a value that `&&` and `||` may absorb; a filter that ends with it lets nobody in. */
export class CelError {
  /** @param why in words that fit after "it " */
  constructor(
    readonly node: Node,
    readonly why: string,
  ) {}
}

/** What cannot be told here, because it depends on what is not known or not evaluated. */
export class CelUnknown {
  /**
   * @param why in words that fit after "it "
   * @param outcomes as what it may turn out, if it is a condition: two at least
   */
  constructor(
    readonly node: Node,
    readonly why: string,
    readonly outcomes: Outcomes = TRUE | FALSE | ERROR,
  ) {}
}

/**
 * Returns the values of all items, in their order. If an item has an error, returns the first error and evaluates no further
 * item; otherwise, if the value of an item is not known, returns the first such result.
 */
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
        // It may be a condition; what is made of it is something else.
        open ??= new CelUnknown(result.node, result.why);
      } else {
        values.push(result);
      }
    }
  }
  return open ?? values;
}
