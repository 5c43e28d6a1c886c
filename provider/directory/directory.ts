/** Who is in which groups, as a file says. */
export interface Directory {
  /** How many users there are. */
  readonly size: number;
  /** The users, by what groups they are in: users of the same groups are judged once. */
  readonly sets: readonly GroupSet[];
  /** How many users have as many groups in the file as its source ever tells, and may be in more. */
  readonly cutOff: number;
  /** How many members are no users, and are left out: groups in groups, devices. */
  readonly others: number;
  /** How many users have several groups with commas between them in one cell, which were read as several. */
  readonly split: number;
  /** How many users have commas in a cell that was read as one group, and may name several. */
  readonly unsplit: number;
}

/** Groups, and the users who are in exactly these. */
export interface GroupSet {
  /** Sorted, each once. */
  readonly groups: readonly string[];
  readonly users: readonly string[];
}

/** A directory file that cannot be read: which, in which line, why, and what to do. */
export class DirectoryError extends Error {}

/** Collects memberships, in any order, and as often as they come. */
export class Memberships {
  cutOff = 0;
  others = 0;
  private lists = 0;
  private readonly groups = new Map<string, string[]>();
  private readonly cellsWithCommas = new Set<string>();

  /** A user who is in no group counts, too. */
  add(user: string, groups: readonly string[]): void {
    const known = this.groups.get(user);
    if (known === undefined) {
      this.groups.set(user, [...groups]);
    } else {
      known.push(...groups);
    }
  }

  /**
   * Adds the groups that a cell names: one, several with ; or | between them, or a list in the notation of JSON or Python.
   * Commas in it are between groups if other cells name all parts of such a cell.
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
    if (isSplitAtCommas) {
      for (const [user, all] of this.groups) {
        const split = all.flatMap((group) => (this.cellsWithCommas.has(group) ? partsOf(group) : [group]));
        this.groups.set(user, split);
      }
    }
    const sets = new Map<string, { readonly groups: readonly string[]; readonly users: string[] }>();
    // Sorting every user's groups would take a second for 100,000 users: most stand in the file just as others do.
    const asTheyCome = new Map<string, string[]>();
    for (const [user, all] of this.groups) {
      const users = asTheyCome.get(all.join(SEPARATOR));
      if (users !== undefined) {
        users.push(user);
        continue;
      }
      const groups = [...new Set(all)].sort();
      const set = sets.get(groups.join(SEPARATOR)) ?? { groups, users: [] };
      set.users.push(user);
      sets.set(groups.join(SEPARATOR), set);
      asTheyCome.set(all.join(SEPARATOR), set.users);
    }
    return {
      size: this.groups.size,
      sets: [...sets.values()],
      cutOff: this.cutOff,
      others: this.others,
      split: this.lists + (isSplitAtCommas ? withCommas : 0),
      unsplit: isSplitAtCommas ? 0 : withCommas,
    };
  }
}

/** `kafka,all`, but no distinguished name: `CN=Kafka,OU=Groups`. */
function partsOf(cell: string): readonly string[] {
  return /^\s*[A-Za-z][\w.-]*\s*=/.test(cell) ? [cell] : namesBetween(cell, /,/);
}

function namesBetween(text: string, separator: RegExp): readonly string[] {
  return text
    .split(separator)
    .map((name) => name.trim())
    .filter((name) => name !== "");
}

/** `["kafka", "all"]`, or with apostrophes, as Python writes it. */
function listIn(cell: string): readonly string[] | undefined {
  const [, quote] = /^\s*\[\s*(["'])/.exec(cell) ?? [];
  try {
    const list: unknown = quote && JSON.parse(quote === "'" ? cell.replaceAll("'", '"') : cell);
    return Array.isArray(list) && list.every((name) => typeof name === "string") ? list : undefined;
  } catch {
    return undefined;
  }
}

/** No group's name holds it: it is no character, and XML, of which SAML is made, forbids it. */
const SEPARATOR = "\uFFFF";
