import { join } from "node:path";
import type { ExportPlan } from "./readExportPlan";
import { moduleSpecifier } from "../codegen/moduleSpecifier";
import { numberedSteps, shellWord } from "../codegen/shellCommands";

/**
 * What is left to do so that @pulumi/confluentcloud has the mappings, with comments for a shell.
 *
 * @param esModules whether the program is of ECMAScript's modules
 */
export function bridgeNextSteps(leaving: ExportPlan, folder: string, esModules: boolean): string {
  const file = shellWord(join(folder, "import.json"));
  return numberedSteps([
    ["Give the program that is to manage them the package:", "npm install @pulumi/confluentcloud"],
    [
      "Let it declare them, by this line in its index.ts:",
      `#   import ${moduleSpecifier(folder, esModules)};`,
    ],
    ["Take them into its state:", `pulumi import -f ${file} --generate-code=false --protect=false`],
    releaseStep(leaving),
    ["See, where they are managed now, that nothing is left to change:", "pulumi preview"],
    ["The import file has served its purpose:", `rm ${file}`],
  ]);
}

/** The same for Terraform. */
export function terraformNextSteps(leaving: ExportPlan, folder: string): string {
  const terraform = folder === "." ? "terraform" : `terraform -chdir=${shellWord(folder)}`;
  return numberedSteps([
    [
      "See that each is imported and none is changed:",
      "#    (Where the configuration names the provider already, remove versions.tf first.)",
      `${terraform} init`,
      `${terraform} plan`,
    ],
    ["Take them into its state:", `${terraform} apply`],
    releaseStep(leaving),
    ["The import blocks have served their purpose:", `rm ${shellWord(join(folder, "imports.tf"))}`],
  ]);
}

function releaseStep({ stack, project, detachCommands }: ExportPlan): string[] {
  return [
    `Let go of them in the folder of the project ${project}, with the stack ${stack} selected. None is deleted:`,
    ...detachCommands,
  ];
}
