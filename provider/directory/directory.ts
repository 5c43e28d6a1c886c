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
  private readonly groups = new Map<string, string[]>();
  private readonly cutOff = new Set<string>();
  private others = 0;

  /** A user who is in no group counts, too. */
  add(user: string, groups: readonly string[]): void {
    const known = this.groups.get(user);
    if (known === undefined) {
      this.groups.set(user, [...groups]);
    } else {
      known.push(...groups);
    }
  }

  /** The groups of this user may go on beyond what the file has. */
  markTruncated(user: string): void {
    this.cutOff.add(user);
  }

  /** A member that is no user. */
  leaveOut(): void {
    this.others += 1;
  }

  directory(): Directory {
    const sets = new Map<string, { readonly groups: readonly string[]; readonly users: string[] }>();
    // Most users stand in the file just as others do: only what comes in a new order is sorted.
    const asTheyCome = new Map<string, string[]>();
    for (const [user, all] of this.groups) {
      const key = all.join(SEPARATOR);
      const known = asTheyCome.get(key);
      if (known !== undefined) {
        known.push(user);
        continue;
      }
      const groups = [...new Set(all)].sort();
      const sorted = groups.join(SEPARATOR);
      const set = sets.get(sorted) ?? { groups, users: [] };
      sets.set(sorted, set);
      asTheyCome.set(key, set.users);
      set.users.push(user);
    }
    return {
      size: this.groups.size,
      sets: [...sets.values()],
      cutOff: this.cutOff.size,
      others: this.others,
    };
  }
}

/** No group's name holds it: it is no character, and XML, of which SAML is made, forbids it. */
const SEPARATOR = "\uFFFF";
