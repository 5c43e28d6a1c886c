import { isList, MapValue, type Value } from "./value";

/** The claims of a token, as JSON has them. */
export type Claims = Readonly<Record<string, unknown>>;

/** Claims as a value of CEL. A number is a double, as in CEL's own reading of JSON. */
export function claimsOf(claims: Claims | undefined): MapValue | undefined {
  return claims === undefined ? undefined : mapOf(claims);
}

function mapOf(claims: Claims): MapValue {
  return new MapValue(Object.entries(claims).map(([name, value]) => [name, valueOf(value)]));
}

function valueOf(json: unknown): Value {
  if (isList(json)) {
    return json.map(valueOf);
  }
  if (typeof json === "string" || typeof json === "boolean" || typeof json === "number") {
    return json;
  }
  return typeof json === "object" && json !== null ? mapOf(json as Claims) : null;
}
