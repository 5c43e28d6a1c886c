import { parse as parseJsonc, type ParseError } from "jsonc-parser";
import { isObject } from "../../provider/wire";
import { UsageError } from "./exitCodes";
import type { TextFile } from "./readText";

export type Json = Readonly<Record<string, unknown>>;

/**
 * Reads a file that must contain a JSON object.
 * @param advice a sentence that says how to create the right file
 * @throws {UsageError} If it does not. The message has the position but never quotes the file, which may contain secrets.
 */
export function readJsonFile({ name, text }: TextFile, advice: string): Json {
  const fail = (problem: string) => new UsageError(`Cannot read ${name}: ${problem} ${advice}`);
  if (text.trim() === "") {
    throw fail("it is empty.");
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw fail(`it is not valid JSON at ${placeOfError(text)}.`);
  }
  if (!isObject(value)) {
    throw fail("it does not contain a JSON object.");
  }
  return value;
}

export function objectOf(value: unknown): Json {
  return isObject(value) ? value : {};
}

/** Returns the objects in a list, or an empty list if the value is not a list. */
export function objectsIn(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** Returns the strings in a list, or an empty list if the value is not a list. */
export function textsIn(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
}

/** Returns the first item with each id. */
export function uniqueById<Item extends { readonly id: string }>(items: readonly Item[]): Item[] {
  const seen = new Set<string>();
  return items.filter(({ id }) => !seen.has(id) && seen.add(id));
}

/**
 * Returns the properties of a resource that contain the id of one of the mappings: alone, in `User:group-…`, or in a CRN.
 * Each property appears once for each mapping.
 */
export function referencesIn(properties: Json, ids: { has(id: string): boolean }) {
  return Object.entries(properties).flatMap(([property, value]) => {
    const json = JSON.stringify(value).replace(/\\[nrt]/g, " ");
    const words = json.match(/[\w-]+/g) ?? [];
    return [...new Set(words)].filter((word) => ids.has(word)).map((id) => ({ property, id }));
  });
}

/** Does not use the message of Node.js, which differs by version and quotes the file. */
function placeOfError(json: string): string {
  const errors: ParseError[] = [];
  parseJsonc(json, errors, { disallowComments: true });
  const before = json.slice(0, errors[0]?.offset).split("\n");
  return `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
}
