import Table from "cli-table3";
import { linesIf, oneLine, paint } from "../io";
import type { MatchedUsers } from "./matchUsers";

const MAX_USERS = 200;

/** Returns a table of users and mappings, with the number of users that each mapping matches. */
export function userTable({ mappings, users }: MatchedUsers): string {
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
