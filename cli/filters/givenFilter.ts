/** A filter that a command is given. */
export interface NamedFilter {
  /** How its user knows it: a mapping's display name, a file's name. */
  readonly name: string;
  /** The id of its mapping, where it has one. */
  readonly id?: string | undefined;
  /** The filter itself, as it stands. */
  readonly text: string;
}
