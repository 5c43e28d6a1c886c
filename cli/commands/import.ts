import { join } from "node:path";
import { type Command, Option } from "commander";
import { EVERYONE, lint } from "../../provider/filter/index";
import {
  compareWithOrganization,
  importFiles,
  importNextSteps,
  readStackExport,
  readTerraformState,
  select,
  type Selection,
} from "../import";
import {
  assertFilesDoNotExist,
  EXIT_CODES,
  groupMappings,
  listOrganization,
  mappingName,
  readText,
  say,
  writeFiles,
} from "../io";

interface ImportOptions extends Selection {
  readonly fromTerraform?: string;
  readonly fromStack?: string;
  readonly out: string;
  readonly adopt?: true;
  readonly force?: true;
}

export function addImport(program: Command): void {
  program
    .command("import")
    .summary("write a program and an import file for group mappings that exist")
    .description(
      "Writes, for the group mappings of the organization, a program (mappings.ts) and a file for `pulumi import` " +
        "(import.json), and prints the commands that remain. Changes nothing in the organization.",
    )
    .option("--out <folder>", "where the files are written", ".")
    .option("--id <id...>", "only the mappings of these ids")
    .addOption(
      new Option(
        "--name <pattern>",
        "only mappings with such a display name: * stands for any text, ? for one character; case does not matter",
      ).conflicts("id"),
    )
    .addOption(
      new Option(
        "--from-terraform <file>",
        "the mappings of a Terraform state (what `terraform state pull` prints), with the names of their addresses",
      ).conflicts(["id", "name", "fromStack"]),
    )
    .addOption(
      new Option(
        "--from-stack <file>",
        "the mappings of a stack of @pulumi/confluentcloud (what `pulumi stack export` prints), with their names there",
      ).conflicts(["id", "name"]),
    )
    .option("--adopt", "write a program with adoptId and no import.json: for a Pulumi CLI older than 3.254")
    .option("--force", "overwrite the files where they exist")
    .addHelpText("after", SETTINGS)
    .action(run);
}

const SETTINGS = `
All settings are environment variables, for a command line has no stack configuration:
  CONFLUENT_CLOUD_API_KEY, CONFLUENT_CLOUD_API_SECRET   a Cloud API key, or in its place
  CONFLUENT_CLOUD_OAUTH_…                               OAuth
  CONFLUENT_SSO_ORGANIZATION_ID                         the organization that the credentials must belong to
  CONFLUENT_CLOUD_ENDPOINT and all others               as docs/configuration.md lists them
${EXIT_CODES}
Unless it is 0, nothing was written.`;

async function run(options: ImportOptions): Promise<void> {
  const { out, fromTerraform, fromStack, adopt = false, force = false } = options;
  const paths = ["mappings.ts", ...(adopt ? [] : ["import.json"])].map((name) => join(out, name));
  // Before any request, so that nobody waits in vain.
  assertFilesDoNotExist(paths, force);
  const fileSource =
    fromTerraform !== undefined
      ? readTerraformState(await readText(fromTerraform))
      : fromStack !== undefined && readStackExport(await readText(fromStack));
  const organization = await listOrganization();
  const source = fileSource || select(organization, options);
  const mappings = compareWithOrganization(source, organization, say);
  const imported = new Set(mappings.map(({ id }) => id));
  const leftOut = source.mappings.map(({ id }) => id).filter((id) => !imported.has(id));
  writeFiles(out, importFiles(mappings, adopt), force);
  for (const { id, inputs } of mappings) {
    if (lint(inputs.filter).warnings.some(({ rule }) => rule === EVERYONE)) {
      const name = mappingName(id, inputs.displayName);
      say(`${name} lets every SSO user in. If everyone is meant, set allowEveryone: true in mappings.ts.`);
    }
  }
  say(`Wrote ${paths.join(" and ")}: ${groupMappings(mappings.length)}.`);
  process.stdout.write(importNextSteps(out, adopt, source.detachCommands, leftOut));
}
