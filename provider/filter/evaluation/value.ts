/** A CEL value. An int is a bigint, and a double is a number. */
export type Value =
  null | boolean | string | bigint | number | Uint | Uint8Array | readonly Value[] | MapValue;

/** CEL's unsigned integer, a type of its own. */
export class Uint {
  constructor(readonly value: bigint) {}
}

export class MapValue {
  constructor(readonly entries: readonly (readonly [key: Value, value: Value])[]) {}

  /** Returns the value of a key, or undefined. Numbers of different types are one key, as with `==`. */
  get(key: Value): Value | undefined {
    return this.entries.find(([known]) => areEqual(known, key))?.[1];
  }
}

export type Claims = Readonly<Record<string, unknown>>;

/** Returns the claims as a CEL map. Numbers are doubles, as in CEL's JSON conversion. */
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

/** CEL's `==`, which never fails. Numbers are equal across types; other values of different types differ. */
export function areEqual(one: Value, other: Value | undefined): boolean {
  if (one === other) {
    return true;
  }
  const [first, second] = [numberIn(one), numberIn(other)];
  if (first !== undefined && second !== undefined) {
    // JavaScript compares a bigint and a number exactly.
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

/** Returns what `<` and the like compare, or undefined if CEL does not order the values. */
export function sortKeysOf(one: Value, other: Value): [bigint | number, bigint | number] | undefined {
  const [first, second] = [numberIn(one), numberIn(other)];
  if (first !== undefined && second !== undefined) {
    // An int is compared with a double as the nearest double: in google/cel-spec, 2^63 - 1 is not less than 2^63.
    return typeof first === typeof second ? [first, second] : [Number(first), Number(second)];
  }
  if (typeof one === "string" && typeof other === "string") {
    // By code points, as in UTF-8. JavaScript orders by UTF-16 units.
    return [Buffer.compare(Buffer.from(one), Buffer.from(other)), 0];
  }
  if (one instanceof Uint8Array && other instanceof Uint8Array) {
    return [Buffer.compare(one, other), 0];
  }
  return typeof one === "boolean" && typeof other === "boolean" ? [Number(one), Number(other)] : undefined;
}

export function numberIn(value: Value | undefined): bigint | number | undefined {
  const number = value instanceof Uint ? value.value : value;
  return typeof number === "bigint" || typeof number === "number" ? number : undefined;
}
