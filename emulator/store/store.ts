import { randomInt } from "node:crypto";
import type { CreateGroupMapping, UpdateGroupMapping } from "../../provider/wire";
import type { ResolvedOptions } from "../core";
import { DataFile } from "./persistence";
import { createEmptyState, type StoredMapping, type StoreState } from "./state";

/**
 * The mappings of all organizations.
 *
 * Reads see only what is committed. Writes run one after the other, and each is in the data file before its promise is
 * fulfilled. A write that fails there is rejected and changes nothing.
 */
export class Store {
  private state: StoreState;
  private lastWrite: Promise<unknown> = Promise.resolve();
  private readonly file: DataFile | undefined;

  constructor(
    private readonly options: Pick<ResolvedOptions, "clock" | "deletionLag" | "quota" | "dataFile">,
  ) {
    this.file = options.dataFile === undefined ? undefined : new DataFile(options.dataFile);
    this.state = this.file?.state ?? createEmptyState();
  }

  get pageTokenKey(): string {
    return this.state.pageTokenKey;
  }

  /** Returns the mappings that the API still returns, also those in their deletion lag, in the order of creation. */
  visible(organizationId: string): readonly StoredMapping[] {
    return this.state.mappings.filter((one) => one.organizationId === organizationId && this.isVisible(one));
  }

  /** Returns the mappings that are not deleted, of one organization or of all. */
  live(organizationId?: string): readonly StoredMapping[] {
    return this.state.mappings.filter(
      (one) => one.deleted_at === undefined && one.organizationId === (organizationId ?? one.organizationId),
    );
  }

  /** Returns undefined if the organization's quota is used up. */
  create(organizationId: string, fields: CreateGroupMapping): Promise<StoredMapping | undefined> {
    return this.inTurn(async () => {
      const { mappings } = this.state;
      if (this.live(organizationId).length >= (this.options.quota ?? Infinity)) {
        return undefined;
      }
      const sequence = this.state.sequence + 1;
      const id = createMappingId((taken) => mappings.some((one) => one.id === taken));
      const time = new Date(this.now()).toISOString();
      const created = { sequence, organizationId, id, ...fields, created_at: time, updated_at: time };
      await this.commit({ ...this.state, sequence, mappings: [...mappings, created] });
      return created;
    });
  }

  /** Returns undefined if there is no such live mapping. */
  update(
    organizationId: string,
    id: string,
    changes: UpdateGroupMapping,
  ): Promise<StoredMapping | undefined> {
    return this.replace(organizationId, id, (found) => {
      if (Object.keys(changes).length === 0) {
        return found;
      }
      // At least a millisecond after the last update, so that the two differ.
      const time = Math.max(this.now(), Date.parse(found.updated_at) + 1);
      return { ...found, ...changes, updated_at: new Date(time).toISOString() };
    });
  }

  /** Returns undefined if there is no such live mapping. */
  remove(organizationId: string, id: string): Promise<StoredMapping | undefined> {
    return this.replace(organizationId, id, (found) => ({
      ...found,
      deleted_at: new Date(this.now()).toISOString(),
    }));
  }

  clear(): Promise<void> {
    return this.inTurn(() => this.commit(createEmptyState()));
  }

  async settled(): Promise<void> {
    await this.lastWrite;
  }

  /** Finishes the writes requested so far and releases the data file. Later writes fail. */
  close(): Promise<void> {
    return this.inTurn(async () => this.file?.close());
  }

  private replace(
    organizationId: string,
    id: string,
    change: (found: StoredMapping) => StoredMapping,
  ): Promise<StoredMapping | undefined> {
    return this.inTurn(async () => {
      const found = this.live(organizationId).find((one) => one.id === id);
      const changed = found && change(found);
      if (changed !== found) {
        const mappings = this.state.mappings.map((one) => (one === found && changed ? changed : one));
        await this.commit({ ...this.state, mappings });
      }
      return changed;
    });
  }

  /** Runs the task after all earlier ones, even if those failed. */
  private inTurn<Result>(task: () => Promise<Result>): Promise<Result> {
    const result = this.lastWrite.then(task);
    this.lastWrite = result.catch(() => undefined);
    return result;
  }

  private async commit(next: StoreState): Promise<void> {
    const state = { ...next, mappings: next.mappings.filter((one) => this.isVisible(one)) };
    await this.file?.write(state);
    this.state = state;
  }

  private isVisible({ deleted_at }: StoredMapping): boolean {
    return deleted_at === undefined || this.now() < Date.parse(deleted_at) + this.options.deletionLag;
  }

  private now(): number {
    return Number(this.options.clock());
  }
}

const ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";

/** Creates an id such as `group-x7k2m9` that is not taken. */
function createMappingId(isTaken: (id: string) => boolean): string {
  const characters = Array.from({ length: 6 }, () => ALPHABET.charAt(randomInt(ALPHABET.length)));
  const id = `group-${characters.join("")}`;
  return isTaken(id) ? createMappingId(isTaken) : id;
}
