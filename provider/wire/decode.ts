import type { GroupMapping } from "./groupMapping";
import { nonEmpty, isObject, type JsonObject } from "./json";
import { INPUTS, OUTPUTS, type WirePath } from "./properties";

/** A group mapping in a response. Any property may be missing: the API's contract allows it. */
export type PartialGroupMapping = Partial<Omit<GroupMapping, "api_version" | "kind">>;

export type IdentifiedMapping = PartialGroupMapping & { readonly id: string };

/** One page of the list. */
export interface PageResponse {
  /** `metadata.next` as received; undefined on the last page. */
  readonly next: string | undefined;
  /** Number of items on all pages together, if the API returns it. */
  readonly totalSize?: number;
  /** The items that have an id. Properties that violate the contract are missing. */
  readonly mappings: readonly IdentifiedMapping[];
  /** The items that violate the contract, in the order of the list. */
  readonly oddItems: readonly OddItem[];
}

export type MappingList = Pick<PageResponse, "mappings" | "oddItems">;

/** An item of the list that violates the contract. */
export interface OddItem {
  /** Undefined if the item has no readable id. Then it is not in the mappings of its page. */
  readonly id: string | undefined;
  /** The properties that could not be read. */
  readonly properties: readonly string[];
  /** `data[3].filter is of type number, expected a string` */
  readonly problem: string;
}

/** Returns the odd items that could be any mapping, because their id is missing or malformed. */
export function itemsWithoutId(oddItems: readonly OddItem[]): OddItem[] {
  return oddItems.filter(({ id }) => id === undefined);
}

/** The JSON violates the contract. `message` has the path, the expected type, and the actual type. */
export class DecodeError extends Error {
  override readonly name = "DecodeError";
}

/** Decodes one mapping. Ignores unknown properties; null counts as missing. */
export function decodeMapping(json: unknown): PartialGroupMapping {
  const { mapping, problems } = decodeItem(json, "the response");
  const [problem] = problems;
  if (problem !== undefined) {
    throw new DecodeError(problem.problem);
  }
  return mapping;
}

/** Whether the text has 1 to 255 characters, no spaces, control characters, or lone surrogates, and does not change the path. */
export function isId(text: string): boolean {
  return /^[^\s\p{Cc}\p{Cs}]{1,255}$/u.test(text) && text !== "." && text !== "..";
}

/** Decodes the readable properties of one mapping; the others are missing. */
export function decodeReadable(json: unknown): PartialGroupMapping {
  return decodeItem(json, "the response").mapping;
}

/** Whether the mapping is gone, although the API still returns it. Only an RFC 3339 timestamp counts. */
export function isDeleted(response: PartialGroupMapping): boolean {
  const deletedAt = response.metadata?.deleted_at ?? "";
  // Some servers write "never" as the year 1.
  return /^(?!0001-)\d{4}-\d{2}-\d{2}T/.test(deletedAt) && !Number.isNaN(Date.parse(deletedAt));
}

/** Decodes one page of the list. An item that violates the contract does not fail the page: the others can still be managed. */
export function decodePage(json: unknown): PageResponse {
  const { data, metadata: given } = object(json, "the response");
  if (data !== null && !Array.isArray(data)) {
    throw new DecodeError(mismatch(data, "data", "a list"));
  }
  const metadata = object(given ?? {}, "metadata");
  const next = metadata["next"] ?? "";
  if (typeof next !== "string") {
    throw new DecodeError(mismatch(next, "metadata.next", "a string"));
  }
  const items = (data ?? []).map((item: unknown, index) => decodeListItem(item, `data[${index}]`));
  return {
    mappings: items.flatMap(({ mapping }) => mapping ?? []),
    oddItems: items.flatMap(({ odd }) => odd ?? []),
    next: nonEmpty(next),
    ...count(metadata["total_size"]),
  };
}

/** Decodes one page of the list of organizations, whose items have an id and a CRN like those of the mappings. */
export function decodeOrganizationPage(json: unknown): PageResponse {
  const page = decodePage(json);
  const odd = page.oddItems.find(
    ({ id, properties }) => id === undefined || /metadata|resource_name/.test(properties.join()),
  );
  if (odd !== undefined) {
    throw new DecodeError(odd.problem);
  }
  return page;
}

function decodeListItem(json: unknown, at: string): { mapping?: IdentifiedMapping; odd?: OddItem } {
  const { mapping, problems } = decodeItem(json, at);
  const id = isId(mapping.id ?? "") ? mapping.id : undefined;
  if (id === undefined && !problems.some(({ property }) => property === "" || property === "id")) {
    const problem = `${at}.id is ${mapping.id ? "malformed" : "missing or empty"}`;
    problems.unshift({ property: "id", problem });
  }
  const [first] = problems;
  return {
    ...(id !== undefined && { mapping: { ...mapping, id } }),
    ...(first && {
      odd: { id, properties: problems.map(({ property }) => property), problem: first.problem },
    }),
  };
}

/** The properties of a mapping, in the order in which problems are reported. */
const PATHS: readonly WirePath[] = [
  ["id"],
  ...Object.values(INPUTS),
  ["metadata", "self"],
  ...Object.values(OUTPUTS),
  ["metadata", "deleted_at"],
];
const FIELDS = PATHS.flatMap((path) => (path.length === 1 ? path[0] : []));
const METADATA_FIELDS = PATHS.flatMap((path) => (path.length === 1 ? [] : path[1]));

interface PropertyProblem {
  /** Empty if the whole item cannot be read. */
  readonly property: string;
  readonly problem: string;
}

/** Decodes the readable properties of a mapping, and reports the others. */
function decodeItem(
  json: unknown,
  at: string,
): { mapping: PartialGroupMapping; problems: PropertyProblem[] } {
  if (!isObject(json)) {
    return { mapping: {}, problems: [{ property: "", problem: mismatch(json, at, "an object") }] };
  }
  const problems: PropertyProblem[] = [];
  const readTexts = (from: JsonObject, path: string, keys: readonly string[]) => {
    const texts: Record<string, string> = {};
    for (const key of keys) {
      const value = from[key] ?? undefined;
      if (typeof value === "string") {
        texts[key] = value;
      } else if (value !== undefined) {
        problems.push({ property: key, problem: mismatch(value, `${path}.${key}`, "a string") });
      }
    }
    return texts;
  };
  const metadata = json["metadata"] ?? undefined;
  const metadataAt = `${at}.metadata`;
  if (metadata !== undefined && !isObject(metadata)) {
    problems.push({ property: "metadata", problem: mismatch(metadata, metadataAt, "an object") });
  }
  return {
    mapping: {
      ...readTexts(json, at, FIELDS),
      ...(isObject(metadata) && { metadata: readTexts(metadata, metadataAt, METADATA_FIELDS) }),
    },
    problems,
  };
}

function object(json: unknown, at: string): JsonObject {
  if (!isObject(json)) {
    throw new DecodeError(mismatch(json, at, "an object"));
  }
  return json;
}

/** Parses a count, which may be a string, as protocol buffers write 64-bit numbers. Ignores any other value. */
function count(value: unknown): { totalSize?: number } {
  const number = typeof value === "string" && /^\d{1,15}$/.test(value) ? Number(value) : value;
  return typeof number === "number" && Number.isSafeInteger(number) && number >= 0
    ? { totalSize: number }
    : {};
}

function mismatch(value: unknown, at: string, wanted: string): string {
  const kind = Array.isArray(value) ? "a list" : `of type ${typeof value}`;
  const found = value === undefined ? "missing" : kind;
  return `${at} is ${value === null ? "null" : found}, expected ${wanted}`;
}
