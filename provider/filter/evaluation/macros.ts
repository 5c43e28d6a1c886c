import type { Call, Node } from "../syntax";
import { conditionOf, join } from "./logic";
import { CelError, collect, type Result } from "./result";
import { isList, MapValue, type Value } from "./value";

/**
 * `groups.exists(g, …)` and its kind.
 *
 * @param range what the macro is called on
 * @param evaluate evaluates what follows the variable, for one element
 */
export function callMacro(
  node: Call,
  range: Value,
  evaluate: (expression: Node, element: Value) => Result,
): Result {
  const elements = range instanceof MapValue ? range.entries.map(([key]) => key) : range;
  if (!isList(elements)) {
    return new CelError(node, `calls ${node.name} on what is no list`);
  }
  const [, first = node, second] = node.args;
  const conditionFor = (element: Value) => conditionOf(evaluate(first, element), first);
  if (node.name === "exists" || node.name === "all") {
    return join(node.name === "exists" ? "||" : "&&", elements, conditionFor);
  }
  if (node.name === "map" && second === undefined) {
    return collect(elements, (element) => [evaluate(first, element)]);
  }
  const found = collect(elements, (element) => {
    const condition = conditionFor(element);
    if (condition === true) {
      return [second === undefined ? element : evaluate(second, element)];
    }
    return condition === false ? [] : [condition];
  });
  return node.name === "exists_one" && isList(found) ? found.length === 1 : found;
}
