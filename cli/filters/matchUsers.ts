import type { Directory } from "../../provider/directory/index";
import { matcherOf } from "../../provider/filter/index";
import type { NamedFilter } from "./namedFilter";

/** The users of a directory, and which filters let each in. */
export interface MatchedUsers {
  readonly mappings: readonly MatchedFilter[];
  /** Sorted by name. */
  readonly users: readonly MatchedUser[];
}

export interface MatchedFilter {
  /** Unique: with the id behind it, where several have the same. */
  readonly name: string;
  readonly filter: string;
  /** How many users it lets in. */
  readonly matches: number;
}

export interface MatchedUser {
  readonly user: string;
  /** The names of the mappings whose filter lets the user in. */
  readonly matches: readonly string[];
  /** Those of which it cannot be told. */
  readonly cannotTell: readonly string[];
}

/** Matches every user with every filter; users of the same groups once. */
export function matchUsers({ sets }: Directory, filters: readonly NamedFilter[]): MatchedUsers {
  const matchers = namesOf(filters).map((name, index) => {
    const filter = filters[index]?.text ?? "";
    return { name, filter, verdictOn: matcherOf(filter) };
  });
  const counts = new Map<string, number>();
  const users = sets.flatMap(({ groups, users: names }) => {
    const verdicts = matchers.map(({ name, verdictOn }) => ({ name, verdict: verdictOn(groups) }));
    const [matches, cannotTell] = (["matches", "cannot tell"] as const).map((wanted) =>
      verdicts.filter(({ verdict }) => verdict === wanted).map(({ name }) => name),
    ) as [string[], string[]];
    matches.forEach((name) => counts.set(name, (counts.get(name) ?? 0) + names.length));
    return names.map((user) => ({ user, matches, cannotTell }));
  });
  return {
    mappings: matchers.map(({ name, filter }) => ({ name, filter, matches: counts.get(name) ?? 0 })),
    users: users.sort((one, other) => (one.user < other.user ? -1 : 1)),
  };
}

function namesOf(filters: readonly NamedFilter[]): readonly string[] {
  const isTwice = (name: string) => filters.filter((other) => other.name === name).length > 1;
  return filters.map(({ name, id }, index) => (isTwice(name) ? `${name} (${id ?? index + 1})` : name));
}
