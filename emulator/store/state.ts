import { randomBytes } from "node:crypto";
import { type CreateGroupMapping, isObject } from "../../provider/wire";

/** A mapping without what follows from its id, its organization and the emulator's address. */
export interface StoredMapping extends CreateGroupMapping {
  /** Position in the order of creation, from 1, never assigned twice. */
  readonly sequence: number;
  readonly organizationId: string;
  readonly id: string;
  /** RFC 3339, like the other two. */
  readonly created_at: string;
  readonly updated_at: string;
  /** Set from the DELETE until the deletion lag is over. */
  readonly deleted_at?: string;
}

/** The content of a data file. */
export interface StoreState {
  /** Signs page tokens; kept, so that they stay valid after a restart. */
  readonly pageTokenKey: string;
  /** The last sequence number assigned. */
  readonly sequence: number;
  readonly mappings: readonly StoredMapping[];
}

export function createEmptyState(): StoreState {
  return { pageTokenKey: randomBytes(32).toString("hex"), sequence: 0, mappings: [] };
}

export function isStoreState(value: unknown): value is StoreState {
  return (
    isObject(value) &&
    typeof value["pageTokenKey"] === "string" &&
    Number.isSafeInteger(value["sequence"]) &&
    Array.isArray(value["mappings"]) &&
    value["mappings"].every(isStoredMapping)
  );
}

function isStoredMapping(value: unknown): boolean {
  if (!isObject(value) || !Number.isSafeInteger(value["sequence"])) {
    return false;
  }
  const {
    organizationId,
    id,
    display_name,
    description,
    filter,
    created_at,
    updated_at,
    deleted_at = "",
  } = value;
  const texts = [organizationId, id, display_name, description, filter, created_at, updated_at, deleted_at];
  return texts.every((text) => typeof text === "string");
}
