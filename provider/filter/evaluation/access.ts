import type { Index, Node, Select } from "../syntax";
import { CelError, CelUnknown, type Result } from "./result";
import { isList, MapValue, numberIn, Uint, type Value } from "./value";

/** `operand.field` */
export function fieldOf(node: Select, operand: Value): Result {
  if (node.optional) {
    return mayBeMissing(node);
  }
  if (!(operand instanceof MapValue)) {
    return noMap(node, node.field);
  }
  const found = operand.get(node.field);
  return found === undefined ? new CelError(node, `asks for ${node.field}, which is not there`) : found;
}

/** `has(operand.field)` */
export function hasField(node: Node, field: string, operand: Value): Result {
  return operand instanceof MapValue ? operand.get(field) !== undefined : noMap(node, field);
}

/** `operand[index]` */
export function elementOf(node: Index, operand: Value, index: Value): Result {
  if (node.optional) {
    return mayBeMissing(node);
  }
  const found =
    operand instanceof MapValue
      ? operand.get(index)
      : isList(operand)
        ? operand[Number(numberIn(index))]
        : undefined;
  return found === undefined ? new CelError(node, "asks for an element that is not there") : found;
}

/** `{key: value}` */
export function mapOf(node: Node, entries: MapValue["entries"]): Result {
  const map = new MapValue(entries);
  return entries.every(([key, value]) => isKey(key) && map.get(key) === value)
    ? map
    : new CelError(node, "holds a map with a key that is twice there, or can be none");
}

function mayBeMissing(node: Node): CelUnknown {
  return new CelUnknown(node, "asks for a value that may be missing, which is not evaluated here");
}

function noMap(node: Node, field: string): CelError {
  return new CelError(node, `asks for ${field} of what is no map`);
}

function isKey(value: Value): boolean {
  return ["string", "bigint", "boolean"].includes(typeof value) || value instanceof Uint;
}
