import type { Command } from "commander";
import { match } from "../../provider/filter/index";
import { EXIT_CODES, jsonText, labeled, oneLine, paint, readPeople, UsageError } from "../io";
import {
  addFilterArgument,
  assertNoneBad,
  explain,
  explainInvalid,
  type FilterOptions,
  matchUsers,
  type LabeledFilter,
  readFilterArgument,
  userTable,
} from "../filters";

type MatchOptions = FilterOptions & { groups?: string; group: string[]; directory?: string; json?: true };

export function addMatch(program: Command): void {
  addFilterArgument(
    program.command("match").summary("show which filters match a user or the users in a directory file"),
  )
    .description(
      "Evaluates one filter, or the filters of all group mappings, for a user in the given groups and explains each result. " +
        "With a directory file, lists the users that each filter matches. The directory file never leaves this machine.",
    )
    .option("--groups <a,b>", "groups of one user, separated by commas")
    .option(
      "--group <name>",
      "one group of the user, if its name contains a comma; can be repeated",
      (name: string, before: readonly string[]) => [...before, name],
      [],
    )
    .option("--directory <file>", "users and their groups, as CSV or JSON (see docs/access-reviews.md)")
    .option("--json", "print JSON")
    .addHelpText("after", `\nThe exit code is 0 even if a user does not match.\n${EXIT_CODES}`)
    .action(run);
}

async function run(argument: string | undefined, options: MatchOptions): Promise<void> {
  const { groups, group, directory, json } = options;
  const isOneUser = groups !== undefined || group.length > 0;
  if (isOneUser === (directory !== undefined)) {
    throw new UsageError(
      `${isOneUser ? "Cannot combine groups with a directory file. " : ""}Specify who to match: ` +
        "--groups or --group for one user, or --directory for a file of users.",
    );
  }
  const filters = labeled(await readFilterArgument(argument, options));
  const all = [...(groups ?? "").split(",").filter((name) => name !== ""), ...group];
  const matched = directory === undefined ? undefined : matchUsers(await readPeople(directory), filters);
  const lines =
    matched === undefined ? explained(filters, all) : [userTable(matched), ...filters.flatMap(invalidLines)];
  process.stdout.write(
    json === true ? jsonText(matched ?? matchedFilters(filters, all)) : `${lines.join("\n")}\n`,
  );
  assertNoneBad(filters);
}

function invalidLines({ label, text }: LabeledFilter): readonly string[] {
  return explainInvalid(text).map((why) => `${oneLine(label)}: ${why}`);
}

const COLORS = { matches: "green", "does not match": "red", "cannot tell": "yellow" } as const;

function explained(filters: readonly LabeledFilter[], groups: readonly string[]): string[] {
  return filters.map(({ label, text }) => {
    const { verdict, decisions } = match(text, groups);
    const lines = explain(text, decisions, groups).map((line) => `\n  ${line}`);
    return `${paint("bold", oneLine(label))}: ${paint(COLORS[verdict], verdict)}${lines.join("")}`;
  });
}

function matchedFilters(filters: readonly LabeledFilter[], groups: readonly string[]): unknown {
  return filters.map(({ name, id, text: filter }) => {
    const { verdict, decisions } = match(filter, groups);
    const shown = decisions.map((each) => ({ text: filter.slice(each.start, each.end), ...each }));
    return { name, id, filter, verdict, decisions: shown };
  });
}
