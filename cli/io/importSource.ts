/** A group mapping as the source of an import names it. */
export interface SourceMapping {
  /** The resource name that it should have, not yet unique. */
  readonly name: string;
  readonly id: string;
  /** What the source believes; undefined where it does not say. */
  readonly displayName?: string | undefined;
  readonly description?: string | undefined;
  readonly filter?: string | undefined;
}

/** What an import starts from. */
export interface ImportSource {
  /** Each id once. */
  readonly mappings: readonly SourceMapping[];
  /** Commands by which the source lets go of the mappings without deleting them, to be run once the import is done. */
  readonly detachCommands: readonly string[];
  /** What the user has to know besides, a line each. */
  readonly remarks: readonly string[];
}
