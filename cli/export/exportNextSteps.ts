import { join, relative, resolve } from "node:path";
import { moduleSpecifier, numberedSteps, shellWord } from "../codegen";
import { linesIf } from "../io";
import type { ExportPlan } from "./readExportPlan";

/** Returns the commands after an export to @pulumi/confluentcloud, whose program is in the folder of the files. */
export function bridgeNextSteps(plan: ExportPlan, folder: string): string {
  const isElsewhere = relative(folder, ".") !== "";
  const cd = (path: string) => linesIf(isElsewhere, `cd ${shellWord(resolve(path))}`);
  return numberedSteps([
    [
      "Give the program that is to manage them the package:",
      ...cd(folder),
      "npm install @pulumi/confluentcloud",
    ],
    ["Let it declare them, by this line in its index.ts:", `#   import ${moduleSpecifier(folder, folder)};`],
    [
      "Take them into its state (in a pipeline, add --yes):",
      "pulumi import -f import.json --generate-code=false --protect=false",
    ],
    ...detachSteps(plan, cd(".")),
    ["See, where they are managed now, that nothing is left to change:", ...cd(folder), "pulumi preview"],
    ["The import file has served its purpose:", "rm import.json"],
  ]);
}

/** Returns the commands after an export to Terraform, with comments for a shell. */
export function terraformNextSteps(plan: ExportPlan, folder: string): string {
  const terraform = folder === "." ? "terraform" : `terraform -chdir=${shellWord(folder)}`;
  return numberedSteps([
    [
      "See that each is imported and none is changed:",
      "#    (Where the configuration names the provider already, remove versions.tf first.)",
      `${terraform} init`,
      `${terraform} plan`,
    ],
    ["Take them into its state:", `${terraform} apply`],
    ...detachSteps(plan),
    ["The import blocks have served their purpose:", `rm ${shellWord(join(folder, "imports.tf"))}`],
  ]);
}

function detachSteps({ stack, project, detachCommands, removal }: ExportPlan, before: string[] = []) {
  return [
    [
      `Let go of them in the folder of the project ${project}, with the stack ${stack} selected. None is deleted:`,
      ...before,
      ...detachCommands,
    ],
    [removal],
  ];
}
