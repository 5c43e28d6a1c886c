import { randomInt } from "node:crypto";
import type { CreateGroupMapping, UpdateGroupMapping } from "../../provider/wire/groupMapping";
import type { Clock } from "../core/clock";
import type { DataFile } from "./persistence";
import { emptyState, type StoredMapping, type StoreState } from "./state";

export interface StoreOptions {
  readonly clock: Clock;
  /** Milliseconds by the clock during which a deleted mapping is still answered. */
  readonly deletionLag: number;
  /** Live mappings that an organisation may have; undefined for no limit. */
  readonly quota: number | undefined;
  /** Undefined keeps everything in memory only. */
  readonly file: DataFile | undefined;
}

/**
 * The mappings of all organisations.
 *
 * Reads see only what is committed. Writes run one after the other, and each is in the data file before its promise is
 * fulfilled; one that cannot be written there is rejected and changes nothing.
 */
export interface Store {
  /** Key for signing page tokens. */
  readonly pageTokenKey: () => string;
  /** All that the API still answers, those in their deletion lag too, in the order of creation. */
  readonly visible: (organizationId: string) => readonly StoredMapping[];
  /** Without the deleted ones; of all organisations where none is named. */
  readonly live: (organizationId?: string) => readonly StoredMapping[];
  /** Undefined when the organisation's quota is used up. */
  readonly create: (organizationId: string, fields: CreateGroupMapping) => Promise<StoredMapping | undefined>;
  /** Undefined when there is no such live mapping. */
  readonly update: (
    organizationId: string,
    id: string,
    changes: UpdateGroupMapping,
  ) => Promise<StoredMapping | undefined>;
  /** False when there is no such live mapping. */
  readonly remove: (organizationId: string, id: string) => Promise<boolean>;
  /** Back to the state of a new emulator. */
  readonly clear: () => Promise<void>;
  /** Fulfilled when every write asked for so far has ended. */
  readonly settled: () => Promise<void>;
  /** Finishes the writes asked for so far and releases the data file, which later writes cannot change. */
  readonly close: () => Promise<void>;
}

export function createStore({ clock, deletionLag, quota, file }: StoreOptions): Store {
  let state = file?.state ?? emptyState();
  let lastWrite: Promise<unknown> = Promise.resolve();

  const now = (): number => Number(clock());
  const isVisible = ({ deleted_at }: StoredMapping): boolean =>
    deleted_at === undefined || now() < Date.parse(deleted_at) + deletionLag;
  const live = (organizationId?: string): readonly StoredMapping[] =>
    state.mappings.filter(
      (mapping) =>
        mapping.deleted_at === undefined &&
        (organizationId === undefined || mapping.organizationId === organizationId),
    );
  const findLive = (organizationId: string, id: string): StoredMapping | undefined =>
    live(organizationId).find((mapping) => mapping.id === id);

  /** Runs the task after all earlier ones, whether or not those failed. */
  function inTurn<Result>(task: () => Promise<Result>): Promise<Result> {
    const result = lastWrite.then(task);
    lastWrite = result.catch(() => undefined);
    return result;
  }
  async function commit(next: StoreState): Promise<void> {
    const pruned = { ...next, mappings: next.mappings.filter(isVisible) };
    await file?.write(pruned);
    state = pruned;
  }
  async function replace(changed: StoredMapping): Promise<void> {
    const mappings = state.mappings.map((mapping) => (mapping.id === changed.id ? changed : mapping));
    await commit({ ...state, mappings });
  }

  return {
    pageTokenKey: () => state.pageTokenKey,
    visible: (organizationId) =>
      state.mappings.filter((mapping) => mapping.organizationId === organizationId && isVisible(mapping)),
    live,
    create: (organizationId, fields) =>
      inTurn(async () => {
        if (quota !== undefined && live(organizationId).length >= quota) {
          return undefined;
        }
        const sequence = state.sequence + 1;
        const id = createMappingId((taken) => state.mappings.some((mapping) => mapping.id === taken));
        const time = new Date(now()).toISOString();
        const created = { sequence, organizationId, id, ...fields, created_at: time, updated_at: time };
        await commit({ ...state, sequence, mappings: [...state.mappings, created] });
        return created;
      }),
    update: (organizationId, id, changes) =>
      inTurn(async () => {
        const found = findLive(organizationId, id);
        if (found === undefined || Object.keys(changes).length === 0) {
          return found;
        }
        const updated = { ...found, ...changes, updated_at: laterThan(found.updated_at, now()) };
        await replace(updated);
        return updated;
      }),
    remove: (organizationId, id) =>
      inTurn(async () => {
        const found = findLive(organizationId, id);
        if (found === undefined) {
          return false;
        }
        await replace({ ...found, deleted_at: new Date(now()).toISOString() });
        return true;
      }),
    clear: () => inTurn(() => commit(emptyState())),
    settled: async () => {
      await lastWrite;
    },
    close: async () => {
      await lastWrite;
      await file?.close();
    },
  };
}

/** The time now, but at least a millisecond after the last one: two updates never look like one. */
function laterThan(last: string, now: number): string {
  return new Date(Math.max(now, Date.parse(last) + 1)).toISOString();
}

const ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";

/** Creates an id such as `group-x7k2m9` that is not taken. */
function createMappingId(isTaken: (id: string) => boolean): string {
  const characters = Array.from({ length: 6 }, () => ALPHABET.charAt(randomInt(ALPHABET.length)));
  const id = `group-${characters.join("")}`;
  return isTaken(id) ? createMappingId(isTaken) : id;
}
