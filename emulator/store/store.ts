import { randomInt } from "node:crypto";
import type { CreateGroupMapping, UpdateGroupMapping } from "../../provider/wire";
import { DataFile } from "./dataFile";

/** A mapping without the properties that are derived from its id, its organization, and the emulator's URL. */
export interface StoredMapping extends CreateGroupMapping {
  /** The position in the order of creation, starting at 1 and never reused. */
  readonly sequence: number;
  readonly organizationId: string;
  readonly id: string;
  /** RFC 3339, like the other timestamps. */
  readonly created_at: string;
  readonly updated_at: string;
  /** Set by a DELETE, until the deletion lag is over. */
  readonly deleted_at?: string;
}

interface StoreState {
  readonly sequence: number;
  readonly mappings: readonly StoredMapping[];
}

/** The mappings of all organizations. If the data file cannot be written, a write throws and changes nothing. */
export class Store {
  private state: StoreState;
  private readonly file: DataFile<StoreState> | undefined;

  /** @param deletionLag the time in milliseconds during which a deleted mapping is visible */
  constructor(
    private readonly now: () => number,
    private readonly deletionLag: number,
    dataFile: string | undefined,
  ) {
    this.file = dataFile === undefined ? undefined : new DataFile(dataFile);
    this.state = this.file?.state ?? EMPTY;
  }

  /** Returns the mappings that the API returns, including those in their deletion lag, in the order of creation. */
  visible(organizationId: string): readonly StoredMapping[] {
    return this.state.mappings.filter((one) => one.organizationId === organizationId && this.isVisible(one));
  }

  live(organizationId?: string): readonly StoredMapping[] {
    return this.state.mappings.filter(
      (one) => one.deleted_at === undefined && one.organizationId === (organizationId ?? one.organizationId),
    );
  }

  create(organizationId: string, fields: CreateGroupMapping): StoredMapping {
    const sequence = this.state.sequence + 1;
    const time = new Date(this.now()).toISOString();
    const times = { created_at: time, updated_at: time };
    const created = { sequence, organizationId, id: this.createId(), ...fields, ...times };
    this.commit({ sequence, mappings: [...this.state.mappings, created] });
    return created;
  }

  update(found: StoredMapping, changes: UpdateGroupMapping): StoredMapping {
    if (Object.keys(changes).length === 0) {
      return found;
    }
    // At least one millisecond after the last update, so that the timestamps differ.
    const time = Math.max(this.now(), Date.parse(found.updated_at) + 1);
    return this.replace(found, { ...found, ...changes, updated_at: new Date(time).toISOString() });
  }

  remove(found: StoredMapping): void {
    this.replace(found, { ...found, deleted_at: new Date(this.now()).toISOString() });
  }

  clear(): void {
    this.commit(EMPTY);
  }

  async close(): Promise<void> {
    await this.file?.close();
  }

  private replace(found: StoredMapping, changed: StoredMapping): StoredMapping {
    const mappings = this.state.mappings.map((one) => (one === found ? changed : one));
    this.commit({ ...this.state, mappings });
    return changed;
  }

  private commit(next: StoreState): void {
    const state = { ...next, mappings: next.mappings.filter((one) => this.isVisible(one)) };
    this.file?.write(state);
    this.state = state;
  }

  private isVisible({ deleted_at }: StoredMapping): boolean {
    return deleted_at === undefined || this.now() < Date.parse(deleted_at) + this.deletionLag;
  }

  /** Creates an unused id such as `group-x7k2m9`. */
  private createId(): string {
    const characters = Array.from({ length: 6 }, () => ALPHABET.charAt(randomInt(ALPHABET.length)));
    const id = `group-${characters.join("")}`;
    return this.state.mappings.some((one) => one.id === id) ? this.createId() : id;
  }
}

const ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";

const EMPTY: StoreState = { sequence: 0, mappings: [] };
