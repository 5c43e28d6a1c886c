import type { Json } from "./readJsonFile";

/** A property that names a mapping. */
interface Reference {
  readonly property: string;
  readonly id: string;
}

/**
 * Returns which properties of a resource name one of the mappings by its id: alone, in `User:group-…`, or in a CRN. Each
 * property once for each mapping.
 */
export function referencesIn(properties: Json, ids: { has(id: string): boolean }): Reference[] {
  return Object.entries(properties).flatMap(([property, value]) => {
    const words = textsWithin(value).flatMap((text) => text.match(/[\w-]+/g) ?? []);
    return [...new Set(words)].filter((word) => ids.has(word)).map((id) => ({ property, id }));
  });
}

function textsWithin(value: unknown): string[] {
  if (typeof value === "string") {
    return [value];
  }
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsWithin) : [];
}
