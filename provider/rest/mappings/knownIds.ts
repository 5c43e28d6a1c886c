/** Ids of the mappings that this process knows. A POST cannot return the id of a mapping that already exists. */
export class KnownIds {
  /** How many items without a readable id the last complete list had. */
  itemsWithoutId = 0;
  private readonly seen = new Set<string>();
  private readonly owned = new Set<string>();

  add(ids: Iterable<string>): void {
    for (const id of ids) {
      this.seen.add(id);
    }
  }

  snapshot(): ReadonlySet<string> {
    return new Set(this.seen);
  }

  /** Remembers that this process created the mapping. */
  markOwned(id: string): void {
    this.seen.add(id);
    this.owned.add(id);
  }

  isOwned(id: string): boolean {
    return this.owned.has(id);
  }
}
