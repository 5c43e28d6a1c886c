/** Reads what was thrown without `instanceof`: under jest, errors of Node itself are of another realm's Error. */
export function messageOf(thrown: unknown): string {
  return String(property(thrown, "message") ?? thrown);
}

/** Of errors of Node, as in `ENOENT`. */
export function codeOf(thrown: unknown): unknown {
  return property(thrown, "code");
}

/** Why Node's fetch failed: "fetch failed" is its message, and the reason is in its cause. */
export function causeOf(thrown: unknown): unknown {
  return property(thrown, "cause") ?? thrown;
}

function property(thrown: unknown, name: string): unknown {
  return typeof thrown === "object" && thrown !== null ? Reflect.get(thrown, name) : undefined;
}
