import { join } from "node:path";
import { type Command, Option } from "commander";
import { EVERYONE, lint } from "../../provider/filter/index";
import {
  compareWithOrganization,
  importFiles,
  importNextSteps,
  type Language,
  LANGUAGES,
  nativeNextSteps,
  nativeProgram,
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
  UsageError,
  writeFiles,
} from "../io";

interface ImportOptions extends Selection {
  readonly fromTerraform?: string;
  readonly fromStack?: string;
  readonly out: string;
  readonly adopt?: true;
  readonly native?: true;
  readonly language: Language;
  readonly force?: true;
}

export function addImport(program: Command): void {
  program
    .command("import")
    .summary("write a program and an import file for existing group mappings")
    .description(
      "Writes a program (mappings.ts) and a file for `pulumi import` (import.json) for the group mappings of the " +
        "organization, and prints the commands to run next. Changes nothing in the organization.",
    )
    .option("--out <folder>", "folder to write the files to", ".")
    .option("--id <id...>", "import only the mappings with these ids")
    .addOption(
      new Option(
        "--name <pattern>",
        "import only mappings whose display name matches: * is any text, ? is one character; case is ignored",
      ).conflicts("id"),
    )
    .addOption(
      new Option(
        "--from-terraform <file>",
        "import the mappings in a Terraform state (output of `terraform state pull`), and name them by address",
      ).conflicts(["id", "name", "fromStack"]),
    )
    .addOption(
      new Option(
        "--from-stack <file>",
        "import the mappings in a @pulumi/confluentcloud stack (output of `pulumi stack export`), and keep their names",
      ).conflicts(["id", "name"]),
    )
    .option("--adopt", "write a program with adoptId and no import.json, for Pulumi CLIs before 3.254")
    .addOption(
      new Option(
        "--native",
        "write a program for the provider plugin, and print one `pulumi import` command per mapping in place of import.json",
      ).conflicts("adopt"),
    )
    .addOption(
      new Option("--language <language>", "language of the program; yaml needs --native")
        .choices(LANGUAGES)
        .default("typescript"),
    )
    .option("--force", "overwrite existing files")
    .addHelpText("after", SETTINGS)
    .action(run);
}

const SETTINGS = `
This command does not read a stack configuration. Set environment variables:
  CONFLUENT_CLOUD_API_KEY, CONFLUENT_CLOUD_API_SECRET   Cloud API key
  CONFLUENT_CLOUD_OAUTH_…                               OAuth, instead of an API key
  CONFLUENT_SSO_ORGANIZATION_ID                         organization that the credentials must belong to
  CONFLUENT_CLOUD_ENDPOINT and all others               see docs/configuration.md
${EXIT_CODES}
Nothing is written unless the exit code is 0.`;

async function run(options: ImportOptions): Promise<void> {
  const { out, fromTerraform, fromStack, adopt = false, native = false, language, force = false } = options;
  if (language === "yaml" && !native) {
    throw new UsageError("Only the provider plugin supports YAML programs. Add --native.");
  }
  const program = language === "yaml" ? "mappings.yaml" : "mappings.ts";
  const paths = [program, ...(adopt || native ? [] : ["import.json"])].map((name) => join(out, name));
  // Checked before any request, so that the command fails early.
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
  writeFiles(out, native ? [nativeProgram(mappings, language)] : importFiles(mappings, adopt), force);
  for (const { id, inputs } of mappings) {
    if (lint(inputs.filter).warnings.some(({ rule }) => rule === EVERYONE)) {
      const name = mappingName(id, inputs.displayName);
      say(`${name} matches every SSO user. If that is intended, set allowEveryone: true in ${program}.`);
    }
  }
  say(`Wrote ${paths.join(" and ")}: ${groupMappings(mappings.length)}.`);
  const { detachCommands } = source;
  process.stdout.write(
    native
      ? nativeNextSteps(out, language, mappings, detachCommands, leftOut)
      : importNextSteps(out, adopt, detachCommands, leftOut),
  );
}
