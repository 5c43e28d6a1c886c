import type { Command } from "commander";
import { type Impact, impactOf, summaryOf } from "../../provider/directory/index";
import { presentable } from "../../provider/errors/providerError";
import { colors } from "../io/colors";
import { EXIT_CODES } from "../io/exitCodes";
import { assertValid, explainInvalid } from "../filters/invalidFilters";
import { inRow, oneLine } from "../io/oneLine";
import { type PlannedChange, plannedChanges } from "../stack/plannedChanges";
import { readPeople } from "../io/readPeople";
import { readText } from "../io/readText";
import { say } from "../io/say";

interface ImpactOptions {
  readonly plan: string;
  readonly directory: string;
  readonly json?: true;
}

/** `pulumi-confluent-sso impact`: who gains and who loses by what a preview plans, by name. */
export function addImpact(program: Command): void {
  program
    .command("impact")
    .summary("tell who gains and who loses by what a preview plans")
    .description(
      "Tells, by name, which users of a directory gain and lose an identity by what `pulumi preview --json` plans, deletions " +
        "included. Asks nobody: nothing of plan or directory leaves this machine.",
    )
    .requiredOption("--plan <file>", "what `pulumi preview --json` printed; - for the standard input")
    .requiredOption("--directory <file>", "who is in which groups: CSV or JSON, as the README has it")
    .option("--json", "print JSON")
    .addHelpText("after", EXIT_CODES)
    .action(run);
}

async function run({ plan, directory, json }: ImpactOptions): Promise<void> {
  const changes = plannedChanges(await readText(plan), say);
  const people = await readPeople(directory);
  const impacts = changes.map((change) => ({ change, impact: impactOf(people, change) }));
  process.stdout.write(`${json === true ? jsonOf(impacts) : textOf(impacts)}\n`);
  assertValid(changes.flatMap(({ name, after }) => (after === undefined ? [] : [{ name, text: after }])));
}

type Impacts = readonly { readonly change: PlannedChange; readonly impact: Impact }[];

function jsonOf(impacts: Impacts): string {
  const all = impacts.map(({ change: { name, operation }, impact: { gain, lose, open } }) => ({
    name,
    operation,
    gain: gain.toSorted(),
    lose: lose.toSorted(),
    cannotTell: open.toSorted(),
  }));
  return JSON.stringify(all, undefined, 2);
}

function textOf(impacts: Impacts): string {
  if (impacts.length === 0) {
    return "The plan changes no filter of a group mapping.";
  }
  const { bold, green, red, yellow } = colors();
  return impacts
    .map(({ change: { name, operation, after }, impact }) =>
      [
        `${bold(oneLine(name))} (${operation}): ${summaryOf(impact)}`,
        ...(after === undefined ? [] : explainInvalid(after)).map((why) => `  ${presentable(why)}`),
        ...listed(green("gain"), impact.gain),
        ...listed(red("lose"), impact.lose),
        ...listed(yellow("?   "), impact.open),
      ].join("\n"),
    )
    .join("\n");
}

/** Names beyond which the rest is counted. */
const MAX_USERS = 50;

function listed(title: string, users: readonly string[]): readonly string[] {
  const names = inRow(users.toSorted().slice(0, MAX_USERS));
  const more = users.length > MAX_USERS ? ` and ${users.length - MAX_USERS} more (--json tells all)` : "";
  return users.length === 0 ? [] : [`  ${title}  ${names}${more}`];
}
