/** Who is in which groups, as a file says. */
export interface Directory {
  /** How many users there are. */
  readonly size: number;
  /** The users, by what groups they are in: users of the same groups are judged once. */
  readonly sets: readonly GroupSet[];
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
    for (const [user, all] of this.groups) {
      const groups = [...new Set(all)].sort();
      const key = JSON.stringify(groups);
      const set = sets.get(key);
      if (set === undefined) {
        sets.set(key, { groups, users: [user] });
      } else {
        set.users.push(user);
      }
    }
    return { size: this.groups.size, sets: [...sets.values()] };
  }
}
