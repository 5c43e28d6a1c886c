import type { Command } from "commander";
import { type Impact, impactOf, summaryOf } from "../../provider/directory/index";
import { EXIT_CODES, jsonText, labeled, listed, oneLine, paint, readPeople, readText, say } from "../io";
import { assertNoneBad, explainInvalid } from "../filters";
import { type PlannedChange, plannedChanges } from "../stack";

export function addImpact(program: Command): void {
  program
    .command("impact")
    .summary("show which users gain or lose access by a planned update")
    .description(
      "Lists the users in a directory file who gain or lose a group mapping by the changes in the output of " +
        "`pulumi preview --json`, including deletions. Sends no requests.",
    )
    .requiredOption("--plan <file>", "output of `pulumi preview --json`, or - for standard input")
    .requiredOption(
      "--directory <file>",
      "users and their groups, as CSV or JSON (see docs/access-reviews.md)",
    )
    .option("--json", "print JSON")
    .addHelpText("after", EXIT_CODES)
    .action(run);
}

async function run({ plan, directory, json }: { plan: string; directory: string; json?: true }) {
  const changes = labeled(plannedChanges(await readText(plan), say));
  const people = await readPeople(directory);
  const impacts = changes.map((change) => ({ change, impact: impactOf(people, change) }));
  const lines =
    impacts.length === 0 ? ["The plan changes no filters of group mappings."] : impacts.flatMap(linesOf);
  process.stdout.write(json === true ? jsonText(impacts.map(jsonOf)) : `${lines.join("\n")}\n`);
  assertNoneBad(changes.flatMap(({ after }) => (after === undefined ? [] : [{ text: after }])));
}

interface ChangeWithImpact {
  readonly change: PlannedChange & { readonly label: string };
  readonly impact: Impact;
}

function jsonOf({ change: { name, id, operation }, impact: { gain, lose, open } }: ChangeWithImpact) {
  return { name, id, operation, gain: gain.toSorted(), lose: lose.toSorted(), cannotTell: open.toSorted() };
}

function linesOf({ change: { label, operation, after }, impact }: ChangeWithImpact): string[] {
  return [
    `${paint("bold", oneLine(label))} (${operation}): ${summaryOf(impact)}`,
    ...(after === undefined ? [] : explainInvalid(after)).map((why) => `  ${why}`),
    ...userLine(paint("green", "gain"), impact.gain),
    ...userLine(paint("red", "lose"), impact.lose),
    ...userLine(paint("yellow", "?   "), impact.open),
  ];
}

const MAX_USERS = 50;

function userLine(title: string, users: readonly string[]): readonly string[] {
  // A name that contains a comma is quoted, so that it does not look like two names.
  const names = users.toSorted().map((name) => oneLine(name.includes(",") ? JSON.stringify(name) : name));
  return names.length === 0 ? [] : [`  ${title}  ${listed(names, MAX_USERS, " (--json shows all)")}`];
}
