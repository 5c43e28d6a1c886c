import type { Call } from "../syntax";
import { patternOf } from "./pattern";
import { CelError, CelUnknown, type Result } from "./result";
import { isList, MapValue, type Value } from "./value";

/**
 * The functions that are evaluated here, all of CEL's own: `size`, and the four of texts. (Macros are no functions.)
 *
 * A call of any other is open, for it may be one that Confluent has; so is a function of texts on a list: Confluent's notes
 * name startsWith and endsWith, and do not say how they are written for `groups`.
 */
export function callFunction(call: Call, target: Value | undefined, args: readonly Value[]): Result {
  const { name } = call;
  const values = target === undefined ? args : [target, ...args];
  if (name === "size" && values.length === 1) {
    return sizeOf(call, values[0] ?? null);
  }
  if (name === "dyn" && target === undefined && args.length === 1) {
    return args[0] ?? null;
  }
  const isMethod = target !== undefined && args.length === 1;
  if (!isMethod || !TEXT_FUNCTIONS.has(name)) {
    return new CelUnknown(call, `calls ${name}, which is not evaluated here`);
  }
  const [argument] = args;
  if (isList(target)) {
    return new CelUnknown(call, `calls ${name} on a list, and how Confluent does that is not published`);
  }
  if (typeof target !== "string" || typeof argument !== "string") {
    return new CelError(call, `calls ${name}, which is for texts`);
  }
  return callTextFunction(call, target, argument);
}

const TEXT_FUNCTIONS: ReadonlySet<string> = new Set(["startsWith", "endsWith", "contains", "matches"]);

function callTextFunction(call: Call, text: string, argument: string): Result {
  switch (call.name) {
    case "startsWith":
      return text.startsWith(argument);
    case "endsWith":
      return text.endsWith(argument);
    case "contains":
      return text.includes(argument);
    default:
      return (
        patternOf(argument)?.(text) ??
        new CelUnknown(call, "holds a regular expression of a kind that is not evaluated here")
      );
  }
}

function sizeOf(call: Call, value: Value): Result {
  if (typeof value === "string") {
    // Of code points: half of a pair is none.
    return BigInt(Array.from(value).length);
  }
  return isList(value) || value instanceof Uint8Array
    ? BigInt(value.length)
    : value instanceof MapValue
      ? BigInt(value.entries.length)
      : new CelError(call, "asks for the size of what has none");
}
