import type { Directory } from "../../provider/directory/index";
import { matcherOf, type Verdict } from "../../provider/filter/index";
import type { NamedFilter } from "./namedFilter";

/** The users of a directory, and which filters let each of them in. */
export interface MatchedUsers {
  readonly mappings: readonly MatchedFilter[];
  /** Sorted by name. */
  readonly users: readonly MatchedUser[];
}

interface MatchedFilter {
  /** Unique: with the id if several mappings have the same. */
  readonly name: string;
  readonly filter: string;
  /** How many users it lets in. */
  readonly matches: number;
}

interface MatchedUser {
  readonly user: string;
  /** The names of the mappings whose filter lets the user in. */
  readonly matches: readonly string[];
  /** The names of the mappings whose filter cannot be evaluated for the user. */
  readonly cannotTell: readonly string[];
}

/** Matches every user with every filter. Users of the same groups are matched once. */
export function matchUsers({ sets }: Directory, filters: readonly NamedFilter[]): MatchedUsers {
  const isTwice = (name: string) => filters.filter((other) => other.name === name).length > 1;
  const matchers = filters.map(({ name, id, text: filter }, index) => ({
    name: isTwice(name) ? `${name} (${id ?? index + 1})` : name,
    filter,
    verdictOn: matcherOf(filter),
  }));
  const counts = new Map<string, number>();
  const users = sets.flatMap(({ groups, users: names }) => {
    const verdicts = matchers.map(({ name, verdictOn }) => ({ name, verdict: verdictOn(groups) }));
    const namesWith = (wanted: Verdict) =>
      verdicts.filter(({ verdict }) => verdict === wanted).map(({ name }) => name);
    const [matches, cannotTell] = [namesWith("matches"), namesWith("cannot tell")];
    matches.forEach((name) => counts.set(name, (counts.get(name) ?? 0) + names.length));
    return names.map((user) => ({ user, matches, cannotTell }));
  });
  return {
    mappings: matchers.map(({ name, filter }) => ({ name, filter, matches: counts.get(name) ?? 0 })),
    users: users.sort((one, other) => (one.user < other.user ? -1 : 1)),
  };
}
