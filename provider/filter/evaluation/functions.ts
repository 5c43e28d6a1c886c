import type { Call, Node } from "../syntax";
import { patternOf } from "./pattern";
import { CelError, CelUnknown, collect, conditionOf, join, type Result } from "./result";
import { isList, MapValue, type Value } from "./value";

/** CEL's string functions. Each returns its result, or undefined if the result is not known. */
const TEXT_FUNCTIONS = new Map<string, (text: string, argument: string) => boolean | undefined>([
  ["startsWith", (text, argument) => text.startsWith(argument)],
  ["endsWith", (text, argument) => text.endsWith(argument)],
  ["contains", (text, argument) => text.includes(argument)],
  ["matches", (text, regex) => patternOf(regex)?.(text)],
]);

/**
 * Calls `size`, `dyn`, or a string function. The result of any other function is unknown, because Confluent may have it.
 * So is a string function on a list: Confluent's notes name startsWith and endsWith, but not how `groups` is used.
 */
export function callFunction(call: Call, values: readonly Value[]): Result {
  const { name, target } = call;
  const [first = null, second] = values;
  if (name === "size" && values.length === 1) {
    return sizeOf(call, first);
  }
  if (name === "dyn" && values.length === 1 && target === undefined) {
    return first;
  }
  const textFunction = TEXT_FUNCTIONS.get(name);
  if (textFunction === undefined || target === undefined || values.length !== 2) {
    return new CelUnknown(call, `calls ${name}, which is not evaluated here`);
  }
  if (isList(first)) {
    return new CelUnknown(call, `calls ${name} on a list, and how Confluent does that is not published`);
  }
  if (typeof first !== "string" || typeof second !== "string") {
    return new CelError(call, `calls ${name}, which works only on strings`);
  }
  return (
    textFunction(first, second) ??
    new CelUnknown(call, "contains a regular expression of a kind that is not evaluated here")
  );
}

function sizeOf(call: Call, value: Value): Result {
  if (typeof value === "string" || value instanceof MapValue) {
    // In code points, so half of a surrogate pair counts as one.
    return BigInt(typeof value === "string" ? Array.from(value).length : value.entries.length);
  }
  return isList(value) || value instanceof Uint8Array
    ? BigInt(value.length)
    : new CelError(call, "takes the size of a value that has none");
}

/** Evaluates a macro such as `groups.exists(g, …)`, whose target is `range`. */
export function callMacro(
  node: Call,
  range: Value,
  evaluate: (expression: Node, element: Value) => Result,
): Result {
  const elements = range instanceof MapValue ? range.entries.map(([key]) => key) : range;
  if (!isList(elements)) {
    return new CelError(node, `calls ${node.name} on a value that is not a list`);
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
