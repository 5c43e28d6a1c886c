import { CelError, isValue, CelUnknown, type Result } from "./result";
import type { Value } from "./value";

/**
 * The values that all items give, in their order. The first error takes their place, where there is one, and no further
 * item is asked; otherwise the first that cannot be told does.
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
      if (isValue(result)) {
        values.push(result);
      } else {
        // It may be a condition; what is made of it is something else.
        open ??= new CelUnknown(result.node, result.why);
      }
    }
  }
  return open ?? values;
}
