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
    .summary("write the files that another tool needs to take over the group mappings")
    .description(
      "Writes either a @pulumi/confluentcloud program with a file for `pulumi import`, or a Terraform configuration with " +
        "import blocks, for the group mappings of a stack. Prints the commands to run next, including those that remove " +
        "the mappings from this stack. Sends no requests and changes no mappings.",
    )
    .option("--to-bridge", "write mappings.ts and import.json for @pulumi/confluentcloud")
    .option(
      "--to-terraform",
      "write group-mappings.tf, imports.tf, and versions.tf for Terraform 1.5+ or OpenTofu 1.6+",
    )
    .requiredOption(
      "--stack <file>",
      "export of the stack: run `pulumi refresh`, then `pulumi stack export --file export.json`",
    )
    .option("--out <folder>", "folder to write the files to", ".")
    .option("--force", "overwrite existing files")
    .addHelpText("after", `${EXIT_CODES}\nNothing is written unless the exit code is 0.`)
    .action(run);
}

async function run(options: ExportOptions): Promise<void> {
  const { toBridge = false, toTerraform = false, stack, out, force = false } = options;
  if (toBridge === toTerraform) {
    throw new UsageError("Specify exactly one of --to-bridge and --to-terraform.");
  }
  const plan = readExportPlan(await readText(stack));
  const files = toBridge ? bridgeFiles(plan.mappings) : terraformFiles(plan.mappings);
  writeFiles(out, files, force);
  plan.remarks.forEach(say);
  const paths = files.map(({ name }) => join(out, name)).join(", ");
  say(`Wrote ${paths}: ${groupMappings(plan.mappings.length)}.`);
  process.stdout.write(toBridge ? bridgeNextSteps(plan, out) : terraformNextSteps(plan, out));
}
