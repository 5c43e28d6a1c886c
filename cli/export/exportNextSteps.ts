import { join, relative, resolve } from "node:path";
import { moduleSpecifier, numberedSteps, shellWord } from "../codegen";
import { linesIf } from "../io";
import type { ExportPlan } from "./readExportPlan";

/** Returns the commands to run after an export to @pulumi/confluentcloud, whose program is in the folder of the files. */
export function bridgeNextSteps(plan: ExportPlan, folder: string): string {
  const isElsewhere = relative(folder, ".") !== "";
  const cd = (path: string) => linesIf(isElsewhere, `cd ${shellWord(resolve(path))}`);
  return numberedSteps([
    [
      "Install the package in the program that will manage the mappings:",
      ...cd(folder),
      "npm install @pulumi/confluentcloud",
    ],
    ["Declare them with this line in its index.ts:", `#   import ${moduleSpecifier(folder, folder)};`],
    [
      "Import the mappings into its state (in a pipeline, add --yes):",
      "pulumi import -f import.json --generate-code=false --protect=false",
    ],
    ...detachSteps(plan, cd(".")),
    ["Verify that the new program plans no changes:", ...cd(folder), "pulumi preview"],
    ["Delete the import file:", "rm import.json"],
  ]);
}

/** Returns the commands to run after an export to Terraform, with shell comments. */
export function terraformNextSteps(plan: ExportPlan, folder: string): string {
  const terraform = folder === "." ? "terraform" : `terraform -chdir=${shellWord(folder)}`;
  return numberedSteps([
    [
      "Verify that every mapping is imported and none is changed:",
      "#    (If the configuration already declares the provider, remove versions.tf first.)",
      `${terraform} init`,
      `${terraform} plan`,
    ],
    ["Import the mappings into its state:", `${terraform} apply`],
    ...detachSteps(plan),
    ["Delete the import blocks:", `rm ${shellWord(join(folder, "imports.tf"))}`],
  ]);
}

function detachSteps({ stack, project, detachCommands, removal }: ExportPlan, before: string[] = []) {
  return [
    [
      `Remove the mappings from the state of stack ${stack}, in the folder of project ${project}. This deletes no mapping:`,
      ...before,
      ...detachCommands,
    ],
    [removal],
  ];
}
