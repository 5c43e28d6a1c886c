import { join } from "node:path";
import type { Command } from "commander";
import { bridgeFiles, bridgeNextSteps, readExportPlan, terraformFiles, terraformNextSteps } from "../export";
import { EXIT_CODES, groupMappings, readText, say, UsageError, writeFiles } from "../io";

interface ExportOptions {
  readonly toBridge?: boolean;
  readonly toTerraform?: boolean;
  readonly stack: string;
  readonly out: string;
  readonly force?: boolean;
}

export function addExport(program: Command): void {
  program
    .command("export")
    .summary("write what another tool needs to take the group mappings over")
    .description(
      "Writes, for the group mappings of a stack, a program of @pulumi/confluentcloud with a file for `pulumi import`, or " +
        "a Terraform configuration with import blocks, and prints the commands that remain: those that let go of the " +
        "mappings here, too. Sends no request; no mapping is changed or deleted.",
    )
    .option("--to-bridge", "write mappings.ts and import.json, for @pulumi/confluentcloud")
    .option(
      "--to-terraform",
      "write group-mappings.tf, imports.tf and versions.tf, for Terraform 1.5 or OpenTofu 1.6 and newer",
    )
    .requiredOption(
      "--stack <file>",
      "the export of the stack: `pulumi refresh`, then `pulumi stack export --file export.json`",
    )
    .option("--out <folder>", "where the files are written", ".")
    .option("--force", "overwrite the files where they exist")
    .addHelpText("after", `${EXIT_CODES}\nUnless it is 0, nothing was written.`)
    .action(run);
}

async function run(options: ExportOptions): Promise<void> {
  const { toBridge = false, toTerraform = false, stack, out, force = false } = options;
  if (toBridge === toTerraform) {
    throw new UsageError("Where to? Give one of --to-bridge and --to-terraform.");
  }
  const plan = readExportPlan(await readText(stack));
  const files = toBridge ? bridgeFiles(plan.mappings) : terraformFiles(plan.mappings);
  writeFiles(out, files, force);
  plan.remarks.forEach(say);
  const paths = files.map(({ name }) => join(out, name)).join(", ");
  say(`Wrote ${paths}: ${groupMappings(plan.mappings.length)}.`);
  process.stdout.write(toBridge ? bridgeNextSteps(plan, out) : terraformNextSteps(plan, out));
}
