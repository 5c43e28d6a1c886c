import { randomBytes } from "node:crypto";

/** A mapping as the store keeps it: without what follows from its id, its organisation and the emulator's address. */
export interface StoredMapping {
  /** Position in the order of creation, from 1, never given twice. */
  readonly sequence: number;
  readonly organizationId: string;
  readonly id: string;
  readonly display_name: string;
  readonly description: string;
  readonly filter: string;
  /** RFC 3339, as the other two. */
  readonly created_at: string;
  readonly updated_at: string;
  /** Set from the DELETE until the deletion lag is over. */
  readonly deleted_at?: string;
}

/** All that an emulator remembers, and what its data file holds. */
export interface StoreState {
  /** Signs page tokens; kept, so that a traversal survives a restart. */
  readonly pageTokenKey: string;
  /** The last sequence number given. */
  readonly sequence: number;
  readonly mappings: readonly StoredMapping[];
}

export function emptyState(): StoreState {
  return { pageTokenKey: randomBytes(32).toString("hex"), sequence: 0, mappings: [] };
}

export function isStoreState(value: unknown): value is StoreState {
  return (
    isRecord(value) &&
    typeof value["pageTokenKey"] === "string" &&
    Number.isSafeInteger(value["sequence"]) &&
    Array.isArray(value["mappings"]) &&
    value["mappings"].every(isStoredMapping)
  );
}

const TEXTS = [
  "organizationId",
  "id",
  "display_name",
  "description",
  "filter",
  "created_at",
  "updated_at",
] as const satisfies readonly (keyof StoredMapping)[];

function isStoredMapping(value: unknown): value is StoredMapping {
  return (
    isRecord(value) &&
    Number.isSafeInteger(value["sequence"]) &&
    TEXTS.every((name) => typeof value[name] === "string") &&
    (value["deleted_at"] === undefined || typeof value["deleted_at"] === "string")
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
