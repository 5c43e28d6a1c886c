import { isObject } from "./readJsonFile";

/** A text that names a mapping. */
export interface Reference {
  /** The property that holds the text; within a property of several parts, the outermost. */
  readonly property: string;
  readonly id: string;
}

/**
 * Where the properties of a resource name one of the mappings by its id: alone, in `User:group-…`, or in a CRN. Each
 * property once for each mapping.
 */
export function referencesIn(properties: unknown, ids: ReadonlySet<string>): Reference[] {
  const found = new Map<string, Reference>();
  for (const [property, value] of Object.entries(isObject(properties) ? properties : {})) {
    for (const text of textsWithin(value)) {
      for (const [id] of text.matchAll(/[\w-]+/g)) {
        if (ids.has(id)) {
          found.set(JSON.stringify([property, id]), { property, id });
        }
      }
    }
  }
  return [...found.values()];
}

function textsWithin(value: unknown): string[] {
  if (typeof value === "string") {
    return [value];
  }
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsWithin) : [];
}
