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
  cutOff = 0;
  others = 0;
  private readonly groups = new Map<string, string[]>();

  /** A user who is in no group counts, too. */
  add(user: string, groups: readonly string[]): void {
    const known = this.groups.get(user);
    if (known === undefined) {
      this.groups.set(user, [...groups]);
    } else {
      known.push(...groups);
    }
  }

  directory(): Directory {
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
    return { size: this.groups.size, sets: [...sets.values()], cutOff: this.cutOff, others: this.others };
  }
}

/** No group's name holds it: it is no character, and XML, of which SAML is made, forbids it. */
const SEPARATOR = "\uFFFF";
