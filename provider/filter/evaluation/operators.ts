import type { Binary, Index, Negation, Node, Select } from "../syntax";
import { CelError, CelUnknown, type Result } from "./result";
import { areEqual, isList, MapValue, numberIn, type SortKey, sortKeysOf, Uint, type Value } from "./value";

/** Evaluates all operators but `&&`, `||`, `!`, and `?:`. */
export function operate(node: Binary, left: Value, right: Value): Result {
  const { operator } = node;
  switch (operator) {
    case "==":
      return areEqual(left, right);
    case "!=":
      return !areEqual(left, right);
    case "in":
      return isIn(node, left, right);
    case "<":
    case "<=":
    case ">":
    case ">=": {
      const keys = sortKeysOf(left, right);
      return keys === undefined
        ? new CelError(node, `compares values that have no order with ${operator}`)
        : ORDERS[operator](...keys);
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

/** Evaluates `-` before an operand that is not a literal. */
export function negate(node: Negation, value: Value): Result {
  return typeof value === "bigint"
    ? integerOf(node, -value, false)
    : typeof value === "number"
      ? -value
      : new CelError(node, "applies - to a value that is not a number");
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

type Operation<Operand, Outcome> = (left: Operand, right: Operand) => Outcome;

const ORDERS: Readonly<Record<"<" | "<=" | ">" | ">=", Operation<SortKey, boolean>>> = {
  "<": (left, right) => left < right,
  "<=": (left, right) => left <= right,
  ">": (left, right) => left > right,
  ">=": (left, right) => left >= right,
};

const INTEGERS: Readonly<Record<"+" | "-" | "*" | "/" | "%", Operation<bigint, bigint>>> = {
  "+": (left, right) => left + right,
  "-": (left, right) => left - right,
  "*": (left, right) => left * right,
  "/": (left, right) => left / right,
  "%": (left, right) => left % right,
};

const DOUBLES: Readonly<Record<"+" | "-" | "*" | "/", Operation<number, number>>> = {
  "+": (left, right) => left + right,
  "-": (left, right) => left - right,
  "*": (left, right) => left * right,
  "/": (left, right) => left / right,
};

/** Returns undefined if the values are not numbers of one type. */
function calculate(
  node: Binary,
  operator: keyof typeof INTEGERS,
  left: Value,
  right: Value,
): Result | undefined {
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
function integerOf(node: Binary | Negation, result: bigint, isUint: boolean): Result {
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

function isKey(value: Value): boolean {
  return ["string", "bigint", "boolean"].includes(typeof value) || value instanceof Uint;
}
