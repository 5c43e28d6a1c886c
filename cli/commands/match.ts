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

interface MatchOptions extends FilterOptions {
  readonly groups?: string;
  readonly group: readonly string[];
  readonly directory?: string;
  readonly json?: true;
}

export function addMatch(program: Command): void {
  addFilterArgument(
    program.command("match").summary("tell whether filters let a user in, or which users of a directory"),
  )
    .description(
      "Tells whether a filter, or those of all group mappings, let in a user of these groups, and what decided; or, with a " +
        "directory, which of its users. Reads filters as CEL does. Nothing of a directory leaves this machine.",
    )
    .option("--groups <a,b>", "the groups of one user, with commas between them")
    .option(
      "--group <name>",
      "one group of the user, where its name holds a comma; as often as needed",
      (name: string, before: readonly string[]) => [...before, name],
      [],
    )
    .option("--directory <file>", "who is in which groups: CSV or JSON, as docs/access-reviews.md describes")
    .option("--json", "print JSON")
    .addHelpText("after", `\nThat a user does not match is no failure.\n${EXIT_CODES}`)
    .action(run);
}

async function run(argument: string | undefined, options: MatchOptions): Promise<void> {
  const { groups, group, directory, json } = options;
  const isOneUser = groups !== undefined || group.length > 0;
  if (isOneUser === (directory !== undefined)) {
    throw new UsageError(
      `${isOneUser ? "Both groups and a directory are given" : "Nobody is given to be matched"}: name the groups of one user ` +
        "(--groups, --group) or a directory (--directory).",
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
