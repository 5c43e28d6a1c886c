import { type Content, CONTENT_FIELDS, isSame } from "./content";

/** The name by which somebody's writes that no stack makes are known. */
export const OTHER_WRITER = "the other writer";

/** Who wrote. */
export interface Author {
  /** The name of a process, or OTHER_WRITER. */
  readonly name: string;
  /** Whether whoever sent the request had given it up before it was carried out. */
  readonly late: boolean;
}

/** A write that was carried out. */
export interface Change {
  readonly at: number;
  readonly by: Author;
  /** What the mapping said afterwards. */
  readonly content: Content;
  /** What the request was about. */
  readonly fields: readonly (keyof Content)[];
}

/** A mapping from its creation on. */
export interface Life {
  readonly id: string;
  readonly by: Author;
  readonly createdAt: number;
  readonly changes: Change[];
  deleted?: { readonly at: number; readonly by: Author };
}

/** What the API really holds and ever held, and by whom: what no client can know. */
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

/** What a mapping says now, or said last. */
export function contentNow({ changes }: Life): Content {
  const last = changes.at(-1);
  if (last === undefined) {
    throw new Error("A mapping begins with its creation");
  }
  return last.content;
}

/** What a mapping said at any moment from `from` on. */
export function contentsSince({ changes }: Life, from: number): Content[] {
  return changes
    .filter((_, index) => (changes[index + 1]?.at ?? Infinity) >= from)
    .map(({ content }) => content);
}

/** Whether a mapping has said `content`, and nothing else, from `from` on. */
export function saidOnlySince(life: Life, content: Content, from: number): boolean {
  return life.createdAt < from && contentsSince(life, from).every((one) => isSame(one, content));
}
