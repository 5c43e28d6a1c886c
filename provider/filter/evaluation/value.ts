/** A value of CEL. An int is a bigint, a double a number. */
export type Value =
  null | boolean | string | bigint | number | Uint | Uint8Array | readonly Value[] | MapValue;

/** CEL's unsigned integer, a type of its own. */
export class Uint {
  constructor(readonly value: bigint) {}
}

/** A map, in the order in which it is written. */
export class MapValue {
  constructor(readonly entries: readonly (readonly [key: Value, value: Value])[]) {}

  /** The value of a key; undefined where there is none. Numbers are one key across their types, as `==` has it. */
  get(key: Value): Value | undefined {
    return this.entries.find(([known]) => areEqual(known, key))?.[1];
  }
}

export function isList(value: unknown): value is readonly Value[] {
  return Array.isArray(value);
}

/** CEL's `==`: never an error. Values of different types differ, except for numbers, which are compared as numbers. */
export function areEqual(one: Value, other: Value): boolean {
  if (one === other) {
    return true;
  }
  const [first, second] = [numberIn(one), numberIn(other)];
  if (first !== undefined || second !== undefined) {
    // Between a bigint and a number, JavaScript compares exactly.
    return first !== undefined && second !== undefined && first <= second && first >= second;
  }
  if (isList(one) && isList(other)) {
    return (
      one.length === other.length && one.every((element, index) => areEqual(element, other[index] ?? null))
    );
  }
  if (one instanceof MapValue && other instanceof MapValue) {
    return (
      one.entries.length === other.entries.length &&
      one.entries.every(([key, value]) => {
        const there = other.get(key);
        return there !== undefined && areEqual(value, there);
      })
    );
  }
  return one instanceof Uint8Array && other instanceof Uint8Array && Buffer.compare(one, other) === 0;
}

/** Below zero, zero or above, as CEL orders two values; NaN where it orders neither before the other; undefined where it cannot. */
export function order(one: Value, other: Value): number | undefined {
  const [first, second] = [numberIn(one), numberIn(other)];
  if (first !== undefined && second !== undefined) {
    return orderOfNumbers(first, second);
  }
  if (typeof one === "string" && typeof other === "string") {
    // By code points, as UTF-8 is; JavaScript's own order is by UTF-16 units.
    return Buffer.compare(Buffer.from(one), Buffer.from(other));
  }
  if (one instanceof Uint8Array && other instanceof Uint8Array) {
    return Buffer.compare(one, other);
  }
  return typeof one === "boolean" && typeof other === "boolean" ? Number(one) - Number(other) : undefined;
}

/** The number that an int, a uint or a double is. */
export function numberIn(value: Value): bigint | number | undefined {
  return value instanceof Uint
    ? value.value
    : typeof value === "bigint" || typeof value === "number"
      ? value
      : undefined;
}

/** To be ordered, not to be equal, a whole number counts as the double next to it: google/cel-spec has 2^63 - 1 not below 2^63. */
function orderOfNumbers(first: bigint | number, second: bigint | number): number {
  const [one, other] = typeof first === typeof second ? [first, second] : [Number(first), Number(second)];
  return one < other ? -1 : one > other ? 1 : one >= other ? 0 : NaN;
}
