const MAX_NAME_LENGTH = 50;

/**
 * Returns a resource name for a display name: its letters and digits of any script, in lower case, with dashes between
 * words. If there are none, the name is the id.
 */
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

/** Returns a resource name with the words of the display name from which it was made: `r-d` for `R&D` becomes `r&d`. */
export function readableName(name: string, displayName: string): string {
  // If nothing is left of it, no name is made from it, and none holds a line break.
  const made = resourceNameOf(displayName, "\n");
  return `-${name}-`.replace(`-${made}-`, () => `-${displayName.slice(0, MAX_NAME_LENGTH).toLowerCase()}-`);
}

interface Named {
  readonly name: string;
  readonly id: string;
  /** RFC 3339, if it is known. */
  readonly createdAt?: string | undefined;
}

/**
 * Returns unique names, by id. The oldest of several with one name keeps it, and the others get their ids appended: so
 * neither a mapping that is created later nor the order of a list changes a name.
 */
export function uniqueNames(named: readonly Named[]): ReadonlyMap<string, string> {
  // Numbers, because only some texts have fractions of a second.
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
