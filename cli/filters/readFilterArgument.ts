import type { Command } from "commander";
import { RESOURCE_TYPES } from "../../sdk/dynamicProvider";
import { linesIf, listOrganization, readText, say, type TextFile, UsageError } from "../io";
import { BRIDGE_TYPE, readStackFile, storedText } from "../stack";
import type { NamedFilter } from "./namedFilter";

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
    const entries = [...organization];
    return entries.map(([id, { display_name: name = id, filter: text = "" }]) => ({ name, id, text }));
  }
  if (argument !== undefined && argument !== "-") {
    return [{ name: "the filter", text: argument }];
  }
  const { name, text } = await readText(file ?? "-");
  // Editors append a line break. Everything else in the file belongs to the filter.
  return [{ name, text: text.replace(/\r?\n$/, "") }];
}

/** Returns the filters of all group mappings in a stack, of this package and of the bridged provider. */
export function stackFilters(file: TextFile, warn: (remark: string) => void): readonly NamedFilter[] {
  const { resources } = readStackFile(file, "--stack accepts only the export of a Pulumi stack.");
  const mappings = resources.filter(
    // A resource that is pending deletion has been replaced.
    ({ type, pendingDeletion }) => [...RESOURCE_TYPES, BRIDGE_TYPE].includes(type) && !pendingDeletion,
  );
  linesIf(mappings.length === 0, `${file.name} contains no group mappings.`).forEach(warn);
  return mappings.flatMap(({ id, outputs, inputs, ...mapping }) => {
    const textOf = (property: string) =>
      storedText(outputs, property).text ?? storedText(inputs, property).text;
    const [name, text] = [textOf("displayName") ?? mapping.name, textOf("filter")];
    if (text === undefined) {
      warn(
        `Skipped ${JSON.stringify(name)}: its filter is secret or missing. ` +
          "Run `pulumi stack export --show-secrets` to include secrets.",
      );
      return [];
    }
    return [{ name, id, text }];
  });
}
