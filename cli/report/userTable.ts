import Table from "cli-table3";
import type { MatchedUsers } from "../filters";
import { colors, linesIf, oneLine } from "../io";

const MAX_USERS = 200;

/** Returns a table of users by mappings, with how many users each mapping lets in. */
export function userTable({ mappings, users }: MatchedUsers): string {
  const { bold, green, yellow } = colors();
  const table = new Table({
    head: ["User", ...mappings.map(({ name }) => oneLine(name))],
    style: { head: [], border: [], compact: true },
    wordWrap: true,
  });
  for (const { user, matches, cannotTell } of users.slice(0, MAX_USERS)) {
    const cell = (name: string) =>
      matches.includes(name) ? green("yes") : cannotTell.includes(name) ? yellow("?") : "";
    table.push([oneLine(user), ...mappings.map(({ name }) => cell(name))]);
  }
  table.push([bold("Users let in"), ...mappings.map(({ matches }) => bold(String(matches)))]);
  const rest = users.length - MAX_USERS;
  return [
    table.toString(),
    ...linesIf(rest > 0, `${rest} more users are counted, and not shown: --json tells all.`),
    ...linesIf(
      users.some(({ cannotTell }) => cannotTell.length > 0),
      "? cannot be told: `match --groups` says what stands in the way.",
    ),
  ].join("\n");
}
