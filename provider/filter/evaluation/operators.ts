import type { Binary, Index, Node, Select } from "../syntax";
import { CelError, CelUnknown, type Result } from "./result";
import { areEqual, isList, MapValue, numberIn, sortKeysOf, Uint, type Value } from "./value";

/** Evaluates all operators but `&&`, `||`, `!`, and `?:`. */
export function operate(node: Binary, left: Value, right: Value): Result {
  const { operator } = node;
  switch (operator) {
    case "==":
    case "!=":
      return areEqual(left, right) === (operator === "==");
    case "in":
      return isIn(node, left, right);
    case "<":
    case "<=":
    case ">":
    case ">=": {
      const keys = operator.startsWith("<") ? sortKeysOf(left, right) : sortKeysOf(right, left);
      if (keys === undefined) {
        return new CelError(node, `compares values that have no order with ${operator}`);
      }
      return operator.endsWith("=") ? keys[0] <= keys[1] : keys[0] < keys[1];
    }
    case "+":
    case "-":
    case "*":
    case "/":
    case "%":
      return (
        calculate(node, operator, left, right) ??
        (operator === "+" ? concatenate(left, right) : undefined) ??
        new CelError(node, `applies ${operator} to values that it does not accept`)
      );
  }
}

export function negate(node: Node, value: Value): Result {
  if (typeof value === "bigint") {
    return integerOf(node, -value, false);
  }
  return typeof value === "number" ? -value : new CelError(node, "applies - to a value that is not a number");
}

function isIn(node: Binary, wanted: Value, container: Value): Result {
  if (isList(container)) {
    return typeof wanted === "string"
      ? container.includes(wanted)
      : container.some((element) => areEqual(wanted, element));
  }
  return container instanceof MapValue
    ? container.get(wanted) !== undefined
    : new CelError(node, "applies in to a value that is not a list");
}

const DOUBLES = {
  "+": (left: number, right: number) => left + right,
  "-": (left: number, right: number) => left - right,
  "*": (left: number, right: number) => left * right,
  "/": (left: number, right: number) => left / right,
  "%": (left: number, right: number) => left % right,
};

type Operator = keyof typeof DOUBLES;

/** JavaScript has the same operators for both types. */
const INTEGERS = DOUBLES as unknown as Record<Operator, (left: bigint, right: bigint) => bigint>;

/** Returns undefined if the values are not numbers of one type. */
function calculate(node: Binary, operator: Operator, left: Value, right: Value): Result | undefined {
  if (typeof left === "number" && typeof right === "number") {
    return operator === "%"
      ? new CelError(node, "applies % to numbers that are not whole")
      : DOUBLES[operator](left, right);
  }
  const isUint = left instanceof Uint;
  const [first, second] = [numberIn(left), numberIn(right)];
  if (typeof first !== "bigint" || typeof second !== "bigint" || isUint !== right instanceof Uint) {
    return undefined;
  }
  return second === 0n && (operator === "/" || operator === "%")
    ? new CelError(node, "divides by zero")
    : integerOf(node, INTEGERS[operator](first, second), isUint);
}

/** CEL's integers have 64 bits. Overflow is an error. */
function integerOf(node: Node, result: bigint, isUint: boolean): Result {
  const wrapped = isUint ? BigInt.asUintN(64, result) : BigInt.asIntN(64, result);
  if (wrapped !== result) {
    return new CelError(node, "calculates a number that is too large");
  }
  return isUint ? new Uint(result) : result;
}

function concatenate(left: Value, right: Value): Value | undefined {
  if (typeof left === "string" && typeof right === "string") {
    return left + right;
  }
  if (isList(left) && isList(right)) {
    return [...left, ...right];
  }
  return left instanceof Uint8Array && right instanceof Uint8Array
    ? Uint8Array.from([...left, ...right])
    : undefined;
}

export function fieldOf(node: Select, operand: Value): Result {
  if (node.optional) {
    return mayBeMissing(node);
  }
  if (!(operand instanceof MapValue)) {
    return noMap(node, node.field);
  }
  const found = operand.get(node.field);
  return found === undefined
    ? new CelError(node, `uses the field ${node.field}, which does not exist`)
    : found;
}

export function hasField(node: Node, field: string, operand: Value): Result {
  return operand instanceof MapValue ? operand.get(field) !== undefined : noMap(node, field);
}

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
  return found === undefined ? new CelError(node, "uses an element that does not exist") : found;
}

export function mapOf(node: Node, entries: MapValue["entries"]): Result {
  const map = new MapValue(entries);
  const isKey = (value: Value) =>
    value instanceof Uint || ["string", "bigint", "boolean"].includes(typeof value);
  return entries.every(([key, value]) => isKey(key) && map.get(key) === value)
    ? map
    : new CelError(node, "contains a map with a duplicate or invalid key");
}

function mayBeMissing(node: Node): CelUnknown {
  return new CelUnknown(node, "uses an optional value, which is not evaluated here");
}

function noMap(node: Node, field: string): CelError {
  return new CelError(node, `uses the field ${field} of a value that is not a map`);
}
