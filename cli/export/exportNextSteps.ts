import { join } from "node:path";
import { moduleSpecifier, numberedSteps, shellWord } from "../codegen";
import type { ExportPlan } from "./readExportPlan";

/** Returns the commands after an export to @pulumi/confluentcloud, with comments for a shell. */
export function bridgeNextSteps(plan: ExportPlan, folder: string): string {
  const file = shellWord(join(folder, "import.json"));
  return numberedSteps([
    ["Give the program that is to manage them the package:", "npm install @pulumi/confluentcloud"],
    ["Let it declare them, by this line in its index.ts:", `#   import ${moduleSpecifier(folder)};`],
    ["Take them into its state:", `pulumi import -f ${file} --generate-code=false --protect=false`],
    detachStep(plan),
    ["See, where they are managed now, that nothing is left to change:", "pulumi preview"],
    ["The import file has served its purpose:", `rm ${file}`],
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
    detachStep(plan),
    ["The import blocks have served their purpose:", `rm ${shellWord(join(folder, "imports.tf"))}`],
  ]);
}

function detachStep({ stack, project, detachCommands }: ExportPlan): string[] {
  return [
    `Let go of them in the folder of the project ${project}, with the stack ${stack} selected. None is deleted:`,
    ...detachCommands,
  ];
}
