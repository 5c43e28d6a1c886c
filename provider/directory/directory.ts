/** Users and their groups, from a file. */
export interface Directory {
  readonly size: number;
  /** The users by their groups, so that users with the same groups are evaluated once. */
  readonly sets: readonly GroupSet[];
  /** Number of users with the maximum number of groups that the source returns, who may be in more. */
  readonly cutOff: number;
  /** Number of members that are not users and were ignored: nested groups or devices. */
  readonly others: number;
  /** Number of users with a cell that has several groups separated by commas and was read as several. */
  readonly split: number;
  /** Number of users with commas in a cell that was treated as one group, but may contain several. */
  readonly unsplit: number;
}

/** Groups, and the users who are in exactly these groups. */
export interface GroupSet {
  /** Sorted, without duplicates. */
  readonly groups: readonly string[];
  readonly users: readonly string[];
}

/** A directory file cannot be read. The message has the file, the line, the cause, and advice. */
export class DirectoryError extends Error {}

/** Collects memberships, in any order and with duplicates. */
export class Memberships {
  cutOff = 0;
  others = 0;
  private lists = 0;
  private readonly groups = new Map<string, string[]>();
  private readonly cellsWithCommas = new Set<string>();

  /** Adds a user, even one without groups. */
  add(user: string, groups: readonly string[]): void {
    const known = this.groups.get(user);
    if (known === undefined) {
      this.groups.set(user, [...groups]);
    } else {
      known.push(...groups);
    }
  }

  /**
   * Adds the groups of a cell: one, several separated by ; or |, or a list in JSON or Python notation. Commas separate
   * groups if other cells have all parts of such a cell.
   */
  addCell(user: string, cell: string, isMultiValued: boolean): void {
    const list = listIn(cell);
    const isSeparated = isMultiValued && /[;|]/.test(cell);
    if (list !== undefined) {
      this.lists += 1;
    } else if (!isSeparated && partsOf(cell).length > 1) {
      this.cellsWithCommas.add(cell);
    }
    this.add(user, list ?? (isSeparated ? namesBetween(cell, /[;|]/) : [cell].filter((name) => name !== "")));
  }

  directory(): Directory {
    const members = [...this.groups.values()];
    const names = new Set(this.cellsWithCommas.size === 0 ? [] : members.flat());
    const withCommas = members.filter((all) => all.some((group) => this.cellsWithCommas.has(group))).length;
    const isSplitAtCommas = [...this.cellsWithCommas].some((cell) =>
      partsOf(cell).every((part) => names.has(part)),
    );
    const parts = (group: string) =>
      isSplitAtCommas && this.cellsWithCommas.has(group) ? partsOf(group) : [group];
    const sets = new Map<string, { readonly groups: readonly string[]; readonly users: string[] }>();
    for (const [user, cells] of this.groups) {
      const all = cells.flatMap(parts);
      let set = sets.get(all.join(SEPARATOR));
      if (set === undefined) {
        // Only here, because sorting the groups of 100,000 users would take a second, and most have them in the same order.
        const groups = [...new Set(all)].sort();
        set = sets.get(groups.join(SEPARATOR)) ?? { groups, users: [] };
        sets.set(groups.join(SEPARATOR), set).set(all.join(SEPARATOR), set);
      }
      set.users.push(user);
    }
    return {
      size: this.groups.size,
      sets: [...new Set(sets.values())],
      cutOff: this.cutOff,
      others: this.others,
      split: this.lists + (isSplitAtCommas ? withCommas : 0),
      unsplit: isSplitAtCommas ? 0 : withCommas,
    };
  }
}

/** Splits `kafka,all`, but not a distinguished name: `CN=Kafka,OU=Groups`. */
function partsOf(cell: string): readonly string[] {
  return /^\s*[A-Za-z][\w.-]*\s*=/.test(cell) ? [cell] : namesBetween(cell, /,/);
}

function namesBetween(text: string, separator: RegExp): readonly string[] {
  return text
    .split(separator)
    .map((name) => name.trim())
    .filter((name) => name !== "");
}

/** Parses `["kafka", "all"]`, or the same with apostrophes, as in Python. */
function listIn(cell: string): readonly string[] | undefined {
  const [, quote] = /^\s*\[\s*(["'])/.exec(cell) ?? [];
  try {
    const list: unknown = quote && JSON.parse(quote === "'" ? cell.replaceAll("'", '"') : cell);
    return Array.isArray(list) && list.every((name) => typeof name === "string") ? list : undefined;
  } catch {
    return undefined;
  }
}

/** No group name contains it: it is a noncharacter, which XML, and therefore SAML, forbids. */
const SEPARATOR = "\uFFFF";
