/** A group mapping as the source of an import names it. */
export interface SourceMapping {
  /** The resource name that it should have, not yet unique. */
  readonly name: string;
  readonly id: string;
  /** The value in the source; undefined if the source does not have it. */
  readonly displayName?: string | undefined;
  readonly description?: string | undefined;
  readonly filter?: string | undefined;
}

/** What an import starts from. */
export interface ImportSource {
  /** The name of the file; undefined if the source is the organization itself. */
  readonly file?: string;
  /** Each id once. */
  readonly mappings: readonly SourceMapping[];
  /** Commands by which the source stops managing the mappings without deleting them, to be run after the import. */
  readonly detachCommands: readonly string[];
  /** Further facts for the user, a line each. */
  readonly remarks: readonly string[];
}

/** Returns the first item of each id. */
export function uniqueById<Item extends { readonly id: string }>(items: readonly Item[]): Item[] {
  const seen = new Set<string>();
  return items.filter(({ id }) => !seen.has(id) && seen.add(id));
}
