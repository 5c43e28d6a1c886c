import type { Binary, Negation } from "../syntax";
import { CelError, type Result } from "./result";
import { areEqual, isList, MapValue, order, Uint, type Value } from "./value";

/** Every operator but `&&`, `||`, `!` and `?:`. */
export function operate(node: Binary, left: Value, right: Value): Result {
  switch (node.operator) {
    case "==":
      return areEqual(left, right);
    case "!=":
      return !areEqual(left, right);
    case "in":
      return isList(right)
        ? typeof left === "string"
          ? right.includes(left)
          : right.some((element) => areEqual(left, element))
        : right instanceof MapValue
          ? right.get(left) !== undefined
          : new CelError(node, "looks with in into what is no list");
    case "<":
    case "<=":
    case ">":
    case ">=":
      return compare(node, node.operator, left, right);
    case "+":
    case "-":
    case "*":
    case "/":
    case "%":
      return calculate(node, node.operator, left, right);
  }
}

/** `-` before what is no literal. */
export function negate(node: Negation, value: Value): Result {
  return typeof value === "bigint"
    ? inRange(node, -value, asInt)
    : typeof value === "number"
      ? -value
      : new CelError(node, "has a minus before what is no number");
}

type Relation = "<" | "<=" | ">" | ">=";
type Arithmetic = "+" | "-" | "*" | "/" | "%";

function compare(node: Binary, operator: Relation, left: Value, right: Value): Result {
  const ordered = order(left, right);
  if (ordered === undefined) {
    return new CelError(node, `compares with ${operator} what has no order`);
  }
  switch (operator) {
    case "<":
      return ordered < 0;
    case "<=":
      return ordered <= 0;
    case ">":
      return ordered > 0;
    case ">=":
      return ordered >= 0;
  }
}

function calculate(node: Binary, operator: Arithmetic, left: Value, right: Value): Result {
  if (typeof left === "bigint" && typeof right === "bigint") {
    return calculateInteger(node, operator, left, right, asInt);
  }
  if (left instanceof Uint && right instanceof Uint) {
    const result = calculateInteger(node, operator, left.value, right.value, asUint);
    return typeof result === "bigint" ? new Uint(result) : result;
  }
  if (typeof left === "number" && typeof right === "number") {
    return calculateDouble(node, operator, left, right);
  }
  if (operator === "+") {
    if (typeof left === "string" && typeof right === "string") {
      return left + right;
    }
    if (isList(left) && isList(right)) {
      return [...left, ...right];
    }
    if (left instanceof Uint8Array && right instanceof Uint8Array) {
      return Uint8Array.from([...left, ...right]);
    }
  }
  return new CelError(node, `calculates with ${operator} what cannot be`);
}

function calculateInteger(
  node: Binary,
  operator: Arithmetic,
  left: bigint,
  right: bigint,
  wrap: Wrap,
): Result {
  switch (operator) {
    case "+":
      return inRange(node, left + right, wrap);
    case "-":
      return inRange(node, left - right, wrap);
    case "*":
      return inRange(node, left * right, wrap);
    case "/":
    case "%":
      return right === 0n
        ? new CelError(node, "divides by zero")
        : inRange(node, operator === "/" ? left / right : left % right, wrap);
  }
}

function calculateDouble(node: Binary, operator: Arithmetic, left: number, right: number): Result {
  switch (operator) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right;
    case "/":
      return left / right;
    case "%":
      return new CelError(node, "takes the remainder of numbers that are not whole");
  }
}

/** What is left of a number in 64 bits. */
type Wrap = (number: bigint) => bigint;

const asInt: Wrap = (number) => BigInt.asIntN(64, number);
const asUint: Wrap = (number) => BigInt.asUintN(64, number);

/** Integers of CEL have 64 bits, and more is an error. */
function inRange(node: Binary | Negation, result: bigint, wrap: Wrap): Result {
  return wrap(result) === result ? result : new CelError(node, "calculates a number that is too large");
}
