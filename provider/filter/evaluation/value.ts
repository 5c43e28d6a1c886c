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

/** The claims of a token, as JSON has them. */
export type Claims = Readonly<Record<string, unknown>>;

/** Claims as a value of CEL. A number is a double, as in CEL's own reading of JSON. */
export function claimsOf(claims: Claims | undefined): MapValue | undefined {
  return claims && new MapValue(Object.entries(claims).map(([name, value]) => [name, valueOf(value)]));
}

function valueOf(json: unknown): Value {
  if (isList(json)) {
    return json.map(valueOf);
  }
  if (typeof json === "string" || typeof json === "boolean" || typeof json === "number") {
    return json;
  }
  return claimsOf((json ?? undefined) as Claims | undefined) ?? null;
}

export function isList(value: unknown): value is readonly Value[] {
  return Array.isArray(value);
}

/** CEL's `==`: never an error. Values of different types differ, except for numbers, which are compared as numbers. */
export function areEqual(one: Value, other: Value | undefined): boolean {
  if (one === other) {
    return true;
  }
  const [first, second] = [numberIn(one), numberIn(other)];
  if (first !== undefined && second !== undefined) {
    // Between a bigint and a number, JavaScript compares exactly.
    return first <= second && first >= second;
  }
  if (isList(one) && isList(other)) {
    return one.length === other.length && one.every((element, index) => areEqual(element, other[index]));
  }
  if (one instanceof MapValue && other instanceof MapValue) {
    return (
      one.entries.length === other.entries.length &&
      one.entries.every(([key, value]) => areEqual(value, other.get(key)))
    );
  }
  return one instanceof Uint8Array && other instanceof Uint8Array && Buffer.compare(one, other) === 0;
}

export type SortKey = bigint | number;

/** What `<` and its kind compare in place of two values; undefined where CEL does not order them. */
export function sortKeysOf(one: Value, other: Value): readonly [SortKey, SortKey] | undefined {
  const [first, second] = [numberIn(one), numberIn(other)];
  if (first !== undefined && second !== undefined) {
    // An int beside a double counts as the double next to it: google/cel-spec has 2^63 - 1 not below 2^63.
    return typeof first === typeof second ? [first, second] : [Number(first), Number(second)];
  }
  if (typeof one === "string" && typeof other === "string") {
    // By code points, as UTF-8 is; JavaScript's own order is by UTF-16 units.
    return [Buffer.compare(Buffer.from(one), Buffer.from(other)), 0];
  }
  if (one instanceof Uint8Array && other instanceof Uint8Array) {
    return [Buffer.compare(one, other), 0];
  }
  return typeof one === "boolean" && typeof other === "boolean" ? [Number(one), Number(other)] : undefined;
}

/** The number that an int, a uint or a double is. */
export function numberIn(value: Value | undefined): bigint | number | undefined {
  const number = value instanceof Uint ? value.value : value;
  return typeof number === "bigint" || typeof number === "number" ? number : undefined;
}
