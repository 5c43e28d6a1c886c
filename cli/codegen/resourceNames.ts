/** Longest resource name that is made from a display name, in characters. */
const MAX_NAME_LENGTH = 50;

/**
 * A resource name from a display name: its letters and digits of whatever script, in lower case, and dashes for all else.
 * Where it has neither, the id.
 */
export function resourceNameOf(displayName: string, id: string): string {
  const words =
    displayName
      .normalize("NFC")
      .toLowerCase()
      // What only tells how the character before it looks: an emoji's, as a rule.
      .replace(/\p{Variation_Selector}/gu, "")
      .match(/[\p{L}\p{N}][\p{L}\p{N}\p{Mn}\p{Mc}]*/gu) ?? [];
  const name = Array.from(words.join("-")).slice(0, MAX_NAME_LENGTH).join("").replace(/-+$/, "");
  return name === "" ? id : name;
}

/** What is to be named, and what decides who has a name first. */
export interface Named {
  readonly name: string;
  readonly id: string;
  /** RFC 3339, where it is known. */
  readonly createdAt?: string | undefined;
}

/**
 * Unique names, by id. Of several of one name the oldest has it as it is, the others have their id behind it: so a
 * mapping that is created later changes the name of no other, and the order of a list changes none.
 */
export function uniqueNames(named: readonly Named[]): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  const names = new Map<string, string>();
  for (const { name, id } of [...named].sort(olderFirst)) {
    let unique = taken.has(name) ? `${name}-${id}` : name;
    for (let count = 2; taken.has(unique); count += 1) {
      unique = `${name}-${id}-${count}`;
    }
    taken.add(unique);
    names.set(id, unique);
  }
  return names;
}

function olderFirst(one: Named, other: Named): number {
  return creationOf(one) - creationOf(other) || (one.id < other.id ? -1 : 1);
}

/** Not by the texts: one may have fractions of a second, and another none. */
function creationOf({ createdAt = "" }: Named): number {
  const moment = Date.parse(createdAt);
  return Number.isNaN(moment) ? 0 : moment;
}
