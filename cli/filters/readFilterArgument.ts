import type { Command } from "commander";
import type { NamedFilter } from "./namedFilter";
import { listLiveMappings } from "../io/listOrganization";
import { readText } from "../io/readText";
import { say } from "../io/terminal";
import { UsageError } from "../io/exitCodes";
import { stackFilters } from "./stackFilters";

/** Where a command takes its filters from, as commander hands the options over. */
export interface FilterOptions {
  readonly file?: string;
  readonly stack?: string;
  readonly live?: true;
}

/** Adds the argument and the options that say where the filters are; `filtersFrom` reads them. */
export function addFilterArgument(command: Command): Command {
  return command
    .argument("[filter]", "the filter itself, or - for the standard input")
    .option("-f, --file <file>", "a file that holds one filter")
    .option("--stack <file>", "every group mapping in a file that `pulumi stack export` wrote")
    .option(
      "--live",
      "every group mapping of the running organization, by the credentials in the environment",
    );
}

/**
 * The filters that a command is given: at least one.
 *
 * @throws UsageError where none is given, or in two ways at once, or a file cannot be read; ProviderError where the API
 *   cannot be asked
 */
export async function readFilterArgument(
  argument: string | undefined,
  { file, stack, live }: FilterOptions,
): Promise<readonly NamedFilter[]> {
  const given = [argument, file, stack, live].filter((source) => source !== undefined);
  if (given.length !== 1) {
    const what = given.length === 0 ? "No filter is given" : "Filters are given in more than one way";
    throw new UsageError(
      `${what}: name one of FILTER, - (standard input), --file FILE, --stack FILE and --live.`,
    );
  }
  if (stack !== undefined) {
    return stackFilters(await readText(stack), say);
  }
  if (live === true) {
    return liveFilters();
  }
  const source = file ?? argument ?? "";
  if (file === undefined && source !== "-") {
    return [{ name: "the filter", text: source }];
  }
  const { name, text } = await readText(source);
  return [{ name, text: withoutLastLineBreak(text) }];
}

async function liveFilters(): Promise<readonly NamedFilter[]> {
  const organization = await listLiveMappings();
  if (organization.size === 0) {
    say("The organization has no group mapping.");
  }
  return [...organization].map(([id, { display_name: name = id, filter: text = "" }]) => ({
    name,
    id,
    text,
  }));
}

/** An editor ends the last line, too; what else stands in the file belongs to the filter. */
function withoutLastLineBreak(text: string): string {
  return text.replace(/\r?\n$/, "");
}
