import type { Directory } from "../../provider/directory/index";
import { matcherOf, type Verdict } from "../../provider/filter/index";
import type { LabeledFilter } from "./namedFilter";

export type MatchedUsers = ReturnType<typeof matchUsers>;

/**
 * Returns the filters that match each user in a directory file. Users with the same groups are evaluated once.
 *
 * @returns the mappings, each with a unique name and the number of users it matches; and the users, sorted, each with the
 *   names of the mappings that match and of those that cannot be evaluated
 */
export function matchUsers({ sets }: Directory, filters: readonly LabeledFilter[]) {
  const matchers = filters.map(({ label: name, id, text: filter }) => ({
    name,
    id,
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
    mappings: matchers.map(({ name, id, filter }) => ({ name, id, filter, matches: counts.get(name) ?? 0 })),
    users: users.sort((one, other) => (one.user < other.user ? -1 : 1)),
  };
}
