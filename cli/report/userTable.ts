import Table from "cli-table3";
import { colors, oneLine } from "../io/terminal";
import type { MatchedUsers } from "../filters/matchUsers";
/** Users beyond which a table serves nobody. */
const MAX_USERS = 200;

/** A table of users by mappings, and how many users each mapping lets in. */
export function userTable({ mappings, users }: MatchedUsers): string {
  const { bold, green, yellow } = colors();
  const table = new Table({
    head: ["User", ...mappings.map(({ name }) => oneLine(name))],
    style: { head: [], border: [], compact: true },
    wordWrap: true,
  });
  for (const { user, matches, cannotTell } of users.slice(0, MAX_USERS)) {
    table.push([
      oneLine(user),
      ...mappings.map(({ name }) =>
        matches.includes(name) ? green("yes") : cannotTell.includes(name) ? yellow("?") : "",
      ),
    ]);
  }
  table.push([bold("Users let in"), ...mappings.map(({ matches }) => bold(String(matches)))]);
  const rest = users.length - MAX_USERS;
  const more = rest > 0 ? [`${rest} more users are counted, and not shown: --json tells all.`] : [];
  const open = users.some(({ cannotTell }) => cannotTell.length > 0)
    ? ["? cannot be told: `match --groups` says what stands in the way."]
    : [];
  return [table.toString(), ...more, ...open].join("\n");
}
