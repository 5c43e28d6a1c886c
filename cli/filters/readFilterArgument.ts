import type { Command } from "commander";
import { linesIf, listOrganization, readText, say, UsageError } from "../io";
import type { NamedFilter } from "./namedFilter";
import { stackFilters } from "./stackFilters";

export interface FilterOptions {
  readonly file?: string;
  readonly stack?: string;
  readonly live?: true;
}

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
 * Reads the filters from the source that the user named.
 * @throws {ProviderError} If the API cannot be read.
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
    const organization = await listOrganization();
    linesIf(organization.size === 0, "The organization has no group mapping.").forEach(say);
    return [...organization].map(([id, { display_name: name = id, filter: text = "" }]) => ({
      name,
      id,
      text,
    }));
  }
  if (argument !== undefined && argument !== "-") {
    return [{ name: "the filter", text: argument }];
  }
  const { name, text } = await readText(file ?? "-");
  // An editor ends the last line; everything else in the file belongs to the filter.
  return [{ name, text: text.replace(/\r?\n$/, "") }];
}
