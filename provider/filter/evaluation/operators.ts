import type { Binary, Negation } from "../syntax";
import { CelError, type Result } from "./result";
import { areEqual, isList, MapValue, numberIn, type SortKey, sortKeysOf, Uint, type Value } from "./value";

/** Every operator but `&&`, `||`, `!` and `?:`. */
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
        ? new CelError(node, `compares with ${operator} what has no order`)
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
        new CelError(node, `calculates with ${operator} what cannot be`)
      );
  }
}

/** `-` before what is no literal. */
export function negate(node: Negation, value: Value): Result {
  return typeof value === "bigint"
    ? integerOf(node, -value, false)
    : typeof value === "number"
      ? -value
      : new CelError(node, "has a minus before what is no number");
}

function isIn(node: Binary, wanted: Value, container: Value): Result {
  if (isList(container)) {
    return typeof wanted === "string"
      ? container.includes(wanted)
      : container.some((element) => areEqual(wanted, element));
  }
  return container instanceof MapValue
    ? container.get(wanted) !== undefined
    : new CelError(node, "looks with in into what is no list");
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

/** @returns undefined where the values are not numbers of one type */
function calculate(
  node: Binary,
  operator: keyof typeof INTEGERS,
  left: Value,
  right: Value,
): Result | undefined {
  if (typeof left === "number" && typeof right === "number") {
    return operator === "%"
      ? new CelError(node, "takes the remainder of numbers that are not whole")
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

/** Integers of CEL have 64 bits, and more is an error. */
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
