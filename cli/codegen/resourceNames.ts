const MAX_NAME_LENGTH = 50;

/** Returns the letters and digits of a display name in lower case, with dashes between words, or the id if it has none. */
export function resourceNameOf(displayName: string, id: string): string {
  const words =
    displayName
      .normalize("NFC")
      .toLowerCase()
      .replace(/\p{Variation_Selector}/gu, "")
      .match(/[\p{L}\p{N}][\p{L}\p{N}\p{Mn}\p{Mc}]*/gu) ?? [];
  const name = Array.from(words.join("-")).slice(0, MAX_NAME_LENGTH).join("").replace(/-+$/, "");
  return name === "" ? id : name;
}

/** Restores the display name inside a resource name that was derived from it: `r-d` for `R&D` becomes `r&d`. */
export function readableName(name: string, displayName: string): string {
  // The fallback is a line break, which never matches, because resource names do not contain line breaks.
  const made = resourceNameOf(displayName, "\n");
  return `-${name}-`.replace(`-${made}-`, () => `-${displayName.slice(0, MAX_NAME_LENGTH).toLowerCase()}-`);
}

interface Named {
  readonly name: string;
  readonly id: string;
  /** RFC 3339, if known. */
  readonly createdAt?: string | undefined;
}

/** Returns unique names, by id. The oldest mapping keeps a name, so that a new one or another order does not change it. */
export function uniqueNames(named: readonly Named[]): ReadonlyMap<string, string> {
  // Compared as numbers, because only some timestamps contain fractions of a second.
  const createdMs = ({ createdAt = "" }: Named) => Date.parse(createdAt) || 0;
  const taken = new Set<string>();
  const names = new Map<string, string>();
  for (const { name, id } of named.toSorted(
    (a, b) => createdMs(a) - createdMs(b) || (a.id < b.id ? -1 : 1),
  )) {
    let unique = taken.has(name) ? `${name}-${id}` : name;
    for (let count = 2; taken.has(unique); count += 1) {
      unique = `${name}-${id}-${count}`;
    }
    taken.add(unique);
    names.set(id, unique);
  }
  return names;
}
