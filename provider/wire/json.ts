export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a value is a JSON object: neither null nor a list. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Returns the value if it is a string. */
export function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** Returns `and 3 more` if only `max` of `count` items are shown, or nothing if all are. */
export function andMore(count: number, max: number, hint = ""): string[] {
  return count > max ? [`and ${count - max} more${hint}`] : [];
}

/** Returns the text if it has at least one character. */
export function nonEmpty(text: string | undefined): string | undefined {
  return text === "" ? undefined : text;
}
