import Table from "cli-table3";
import type { Directory } from "../../provider/directory/index";
import { matcherOf, type Verdict } from "../../provider/filter/index";
import { linesIf, oneLine, paint } from "../io";
import type { LabeledFilter } from "./namedFilter";

/** Returns the filters that match each user in a directory file. Users with the same groups are evaluated once. */
export function matchUsers({ sets }: Directory, filters: readonly LabeledFilter[]) {
  const named = filters.map(({ label: name, id, text: filter }) => ({ name, id, filter }));
  const matchers = named.map(({ name, filter }) => ({ name, verdictOn: matcherOf(filter) }));
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
    mappings: named.map((mapping) => ({ ...mapping, matches: counts.get(mapping.name) ?? 0 })),
    users: users.sort((one, other) => (one.user < other.user ? -1 : 1)),
  };
}

const MAX_USERS = 200;

export function userTable({ mappings, users }: ReturnType<typeof matchUsers>): string {
  const table = new Table({
    head: ["User", ...mappings.map(({ name }) => oneLine(name))],
    style: { head: [], border: [], compact: true },
    wordWrap: true,
  });
  const [yes, unknown] = [paint("green", "yes"), paint("yellow", "?")];
  for (const { user, matches, cannotTell } of users.slice(0, MAX_USERS)) {
    const cell = (name: string) =>
      matches.includes(name) ? yes : linesIf(cannotTell.includes(name), unknown).join("");
    table.push([oneLine(user), ...mappings.map(({ name }) => cell(name))]);
  }
  const counts = mappings.map(({ matches }) => paint("bold", String(matches)));
  table.push([paint("bold", "Matching users"), ...counts]);
  const rest = users.length - MAX_USERS;
  return [
    table.toString(),
    ...linesIf(rest > 0, `${rest} more users are counted but not shown. Use --json to show all.`),
    ...linesIf(
      users.some(({ cannotTell }) => cannotTell.length > 0),
      "? means that the filter cannot be evaluated. Run `match --groups` with the groups of that user to see why.",
    ),
  ].join("\n");
}
