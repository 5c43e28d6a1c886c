import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { moduleSpecifier, numberedSteps, shellWord } from "../codegen";
import { linesIf } from "../io";
import type { ExportPlan } from "./readExportPlan";

/** Returns the commands after an export to @pulumi/confluentcloud, with comments for a shell. */
export function bridgeNextSteps(plan: ExportPlan, folder: string): string {
  const here = resolve(".");
  const target = resolve(folder) === here ? here : projectFolder(resolve(folder));
  const file = shellWord(resolve(folder) === here ? "import.json" : resolve(folder, "import.json"));
  const goTo = (project: string) => linesIf(target !== here, `cd ${shellWord(project)}`);
  return numberedSteps([
    [
      "Give the program that is to manage them the package:",
      ...goTo(target),
      "npm install @pulumi/confluentcloud",
    ],
    ["Let it declare them, by this line in its index.ts:", `#   import ${moduleSpecifier(folder, target)};`],
    [
      "Take them into its state (in a pipeline, add --yes):",
      `pulumi import -f ${file} --generate-code=false --protect=false`,
    ],
    ...detachSteps(plan, goTo(here)),
    ["See, where they are managed now, that nothing is left to change:", ...goTo(target), "pulumi preview"],
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
    ...detachSteps(plan),
    ["The import blocks have served their purpose:", `rm ${shellWord(join(folder, "imports.tf"))}`],
  ]);
}

function detachSteps(
  { stack, project, detachCommands, removal }: ExportPlan,
  before: readonly string[] = [],
): string[][] {
  return [
    [
      `Let go of them in the folder of the project ${project}, with the stack ${stack} selected. None is deleted:`,
      ...before,
      ...detachCommands,
    ],
    [removal],
  ];
}

/** Returns the folder of the Pulumi project in which a folder is, or the folder itself if there is none. */
function projectFolder(folder: string): string {
  for (let path = folder; path !== dirname(path); path = dirname(path)) {
    if (existsSync(join(path, "Pulumi.yaml"))) {
      return path;
    }
  }
  return folder;
}
