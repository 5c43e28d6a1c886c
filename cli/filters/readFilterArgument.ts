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
    .argument("[filter]", "the filter, or - for standard input")
    .option("-f, --file <file>", "a file that contains one filter")
    .option("--stack <file>", "all group mappings in an export of a stack (output of `pulumi stack export`)")
    .option(
      "--live",
      "all group mappings of the organization that the credentials in the environment belong to",
    );
}

/**
 * Reads the filters from the source that the user specified.
 * @throws {ProviderError} If the API cannot be read.
 */
export async function readFilterArgument(
  argument: string | undefined,
  { file, stack, live }: FilterOptions,
): Promise<readonly NamedFilter[]> {
  const given = [argument, file, stack, live].filter((source) => source !== undefined);
  if (given.length !== 1) {
    const what = given.length === 0 ? "No filter" : "More than one source of filters";
    throw new UsageError(
      `${what}. Specify one of FILTER, - (standard input), --file FILE, --stack FILE, or --live.`,
    );
  }
  if (stack !== undefined) {
    return stackFilters(await readText(stack), say);
  }
  if (live === true) {
    const organization = await listOrganization();
    linesIf(organization.size === 0, "The organization has no group mappings.").forEach(say);
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
  // Editors append a line break. Everything else in the file belongs to the filter.
  return [{ name, text: text.replace(/\r?\n$/, "") }];
}
