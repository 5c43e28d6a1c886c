import { relative, resolve } from "node:path";
import { importFile, moduleSpecifier, numberedSteps, programFile, shellWord } from "../codegen";
import { linesIf, type NewFile } from "../io";
import { BRIDGE_TYPE } from "../stack";
import { detachSteps, type ExportedMapping, type ExportPlan } from "./readExportPlan";

/** Returns the program and the import file with which @pulumi/confluentcloud takes over the mappings. */
export function bridgeFiles(mappings: readonly ExportedMapping[]): NewFile[] {
  const declared = mappings.map(({ name, inputs, protect, retainOnDelete }) => ({
    name,
    inputs,
    options: [...linesIf(protect, "protect"), ...linesIf(retainOnDelete, "retainOnDelete")],
  }));
  // For `pulumi import -f`: the provider reads the other properties itself.
  const resources = mappings.map(({ name, id }) => ({ type: BRIDGE_TYPE, name, id }));
  return [
    programFile("export", 'import { GroupMapping } from "@pulumi/confluentcloud";', declared),
    importFile(resources),
  ];
}

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
