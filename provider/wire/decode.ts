import type { GroupMapping, ObjectMeta } from "./groupMapping";

/** A group mapping as answered, where any property may be missing: the API's rules allow it. */
export type AnsweredMapping = Partial<Omit<GroupMapping, "api_version" | "kind">>;

/** A mapping whose id is known. */
export type IdentifiedMapping = AnsweredMapping & { readonly id: string };

/** One page of the list as answered. Every item has an id. */
export interface AnsweredPage {
  readonly mappings: readonly IdentifiedMapping[];
  /** `metadata.next` as it came; undefined on the last page. */
  readonly next: string | undefined;
  /** How many mappings there are on all pages together, where the API says it. */
  readonly totalSize?: number;
}

/** An organization whose id is known. */
export interface IdentifiedOrganization {
  readonly id: string;
  readonly displayName?: string;
  /** The CRN. */
  readonly resourceName?: string;
}

/** One page of the list of organizations. Every item has an id. */
export interface OrganizationPage {
  readonly organizations: readonly IdentifiedOrganization[];
  /** `metadata.next` as received; undefined on the last page. */
  readonly next: string | undefined;
  /** Number of organizations on all pages together, if the API returns it. */
  readonly totalSize?: number;
}

/** The JSON is not what the contract says; `message` names the place and both the wanted and the found kind. */
export class ShapeError extends Error {
  override readonly name = "ShapeError";
}

/** Reads one mapping. Takes only the properties it knows; unknown ones are ignored, null counts as missing. */
export function decodeMapping(json: unknown, at = "the answer"): AnsweredMapping {
  const body = object(json, at);
  return {
    ...text(body, at, "id"),
    ...text(body, at, "display_name"),
    ...text(body, at, "description"),
    ...text(body, at, "filter"),
    ...text(body, at, "principal"),
    ...text(body, at, "state"),
    ...(present(body["metadata"]) && { metadata: decodeMetadata(body["metadata"], `${at}.metadata`) }),
  };
}

/** Whether the mapping is gone, though the API still answers it. */
export function isDeleted(answer: AnsweredMapping): boolean {
  const deletedAt = answer.metadata?.deleted_at ?? "";
  // The year 1 is how some servers write "never".
  return deletedAt !== "" && !deletedAt.startsWith("0001-");
}

/** Reads one page of the list. `data` may be null: an empty page. */
export function decodePage(json: unknown): AnsweredPage {
  const { items, ...rest } = decodeList(json, decodeMapping);
  return { mappings: items, ...rest };
}

/**
 * Decodes one page of the list of organizations. Ignores unknown properties and treats null as missing; `data` may be
 * null, which is an empty page.
 *
 * @throws {ShapeError} If a property has the wrong type, or an item has no id.
 */
export function decodeOrganizationPage(json: unknown): OrganizationPage {
  const { items, ...rest } = decodeList(json, decodeOrganization);
  return { organizations: items, ...rest };
}

function decodeOrganization(json: unknown, at: string): Partial<IdentifiedOrganization> {
  const body = object(json, at);
  const { id } = text(body, at, "id");
  const { display_name: displayName } = text(body, at, "display_name");
  const { resource_name: resourceName } = present(body["metadata"])
    ? decodeMetadata(body["metadata"], `${at}.metadata`)
    : {};
  return {
    ...(id !== undefined && { id }),
    ...(displayName !== undefined && { displayName }),
    ...(resourceName !== undefined && { resourceName }),
  };
}

/** Decodes what the pages of all lists have in common. `decodeItem` receives an item and its place in the response. */
function decodeList<Item extends { readonly id?: string }>(
  json: unknown,
  decodeItem: (item: unknown, at: string) => Item,
): {
  readonly items: readonly (Item & { readonly id: string })[];
  readonly next: string | undefined;
  readonly totalSize?: number;
} {
  const body = object(json, "the answer");
  const data = body["data"] ?? [];
  if (!Array.isArray(data)) {
    throw new ShapeError(`data is ${kindOf(data)}, wanted a list`);
  }
  if (!("data" in body)) {
    throw new ShapeError("data is missing, wanted a list");
  }
  const metadata = present(body["metadata"]) ? object(body["metadata"], "metadata") : {};
  const { next } = text(metadata, "metadata", "next");
  return {
    items: data.map((item: unknown, index) => {
      const decoded = decodeItem(item, `data[${index}]`);
      if (!decoded.id) {
        throw new ShapeError(`data[${index}].id is missing or empty`);
      }
      return { ...decoded, id: decoded.id };
    }),
    next: next === "" ? undefined : next,
    ...count(metadata["total_size"]),
  };
}

function decodeMetadata(json: unknown, at: string): ObjectMeta {
  const metadata = object(json, at);
  return {
    ...text(metadata, at, "self"),
    ...text(metadata, at, "resource_name"),
    ...text(metadata, at, "created_at"),
    ...text(metadata, at, "updated_at"),
    ...text(metadata, at, "deleted_at"),
  };
}

function object(json: unknown, at: string): Record<string, unknown> {
  if (typeof json !== "object" || json === null || Array.isArray(json)) {
    throw new ShapeError(`${at} is ${kindOf(json)}, wanted an object`);
  }
  return json as Record<string, unknown>;
}

/** `{ [key]: value }`, or nothing where the property is missing: so that exact optional properties stay absent. */
function text<Key extends string>(
  from: Record<string, unknown>,
  at: string,
  key: Key,
): Partial<Record<Key, string>> {
  const value = from[key];
  if (!present(value)) {
    return {};
  }
  if (typeof value !== "string") {
    throw new ShapeError(`${at}.${key} is ${kindOf(value)}, wanted a text`);
  }
  return { [key]: value } as Record<Key, string>;
}

/** A number of things; nothing for all else, for no answer is refused over it. */
function count(value: unknown): { totalSize?: number } {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? { totalSize: value } : {};
}

function present(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function kindOf(value: unknown): string {
  if (value === null) {
    return "null";
  }
  return Array.isArray(value) ? "a list" : `of type ${typeof value}`;
}
