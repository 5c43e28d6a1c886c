import type { Call, Node } from "../syntax";
import { collect } from "./collect";
import { conditionOf, join } from "./logic";
import { CelError, type Result } from "./result";
import { isList, MapValue, type Value } from "./value";

/** Evaluates an expression of a macro for one element. */
type EvaluateFor = (expression: Node, element: Value) => Result;

/**
 * `groups.exists(g, …)` and its kind.
 *
 * @param range what the macro is called on
 * @param expressions what follows the variable: one, and of `map` one or two
 */
export function callMacro(
  node: Call,
  range: Value,
  expressions: readonly Node[],
  evaluate: EvaluateFor,
): Result {
  const elements =
    range instanceof MapValue ? range.entries.map(([key]) => key) : isList(range) ? range : undefined;
  if (elements === undefined) {
    return new CelError(node, `calls ${node.name} on what is no list`);
  }
  const [first = node, second] = expressions;
  const where = (give: (element: Value) => Result) =>
    collect(elements, (element) => {
      const condition = conditionOf(evaluate(first, element), first);
      return condition === true ? [give(element)] : condition === false ? [] : [condition];
    });
  switch (node.name) {
    case "exists":
      return join("||", elements, (element) => [evaluate(first, element), first]);
    case "all":
      return join("&&", elements, (element) => [evaluate(first, element), first]);
    case "map":
      return second === undefined
        ? collect(elements, (element) => [evaluate(first, element)])
        : where((element) => evaluate(second, element));
    default: {
      const found = where((element) => element);
      return node.name === "filter" || !isList(found) ? found : found.length === 1;
    }
  }
}
