import { type Content, CONTENT_FIELDS, isSame } from "./content";

/** The author of writes outside all stacks. */
export const OTHER_WRITER = "the other writer";

/** The author of a write. */
export interface Author {
  /** The name of a process, or OTHER_WRITER. */
  readonly name: string;
  /** Whether the sender had abandoned the request before it was executed. */
  readonly late: boolean;
}

/** A write that was executed. */
export interface Change {
  readonly at: number;
  readonly by: Author;
  /** The content of the mapping after the write. */
  readonly content: Content;
  /** The fields in the request. */
  readonly fields: readonly (keyof Content)[];
}

/** The history of a mapping. */
export interface Life {
  readonly id: string;
  readonly by: Author;
  readonly createdAt: number;
  readonly changes: Change[];
  deleted?: { readonly at: number; readonly by: Author };
}

/** The complete history of all mappings with their authors, which no client can know. */
export class Truth {
  readonly lives = new Map<string, Life>();

  created(id: string, content: Content, by: Author, at: number): void {
    const changes = [{ at, by, content, fields: CONTENT_FIELDS }];
    this.lives.set(id, { id, by, createdAt: at, changes });
  }

  updated(id: string, content: Content, fields: readonly (keyof Content)[], by: Author, at: number): void {
    this.lives.get(id)?.changes.push({ at, by, content, fields });
  }

  deleted(id: string, by: Author, at: number): void {
    const life = this.lives.get(id);
    if (life !== undefined) {
      life.deleted = { at, by };
    }
  }

  isLive(id: string): boolean {
    const life = this.lives.get(id);
    return life !== undefined && life.deleted === undefined;
  }

  live(): Life[] {
    return [...this.lives.values()].filter(({ deleted }) => deleted === undefined);
  }
}

/** Returns the current or last content of a mapping. */
export function contentNow({ changes }: Life): Content {
  const last = changes.at(-1);
  if (last === undefined) {
    throw new Error("The history of a mapping must start with its creation");
  }
  return last.content;
}

/** Returns all contents of a mapping since `from`. */
export function contentsSince({ changes }: Life, from: number): Content[] {
  return changes
    .filter((_, index) => (changes[index + 1]?.at ?? Infinity) >= from)
    .map(({ content }) => content);
}

/** Returns whether `content` has been the only content of a mapping since `from`. */
export function saidOnlySince(life: Life, content: Content, from: number): boolean {
  return life.createdAt < from && contentsSince(life, from).every((one) => isSame(one, content));
}
