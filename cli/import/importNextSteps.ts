import { join } from "node:path";
import { moduleSpecifier, numberedSteps, shellWord } from "../codegen";
import { linesIf } from "../io";

/**
 * Returns the commands to run in the folder of the Pulumi program after an import, with shell comments.
 *
 * @param folder the folder of the files, as the user specified it
 * @param leftOut ids of mappings that are removed from the source although they were not imported
 */
export function importNextSteps(
  folder: string,
  adopt: boolean,
  detachCommands: readonly string[],
  leftOut: readonly string[],
): string {
  const file = shellWord(join(folder, "import.json"));
  const importSteps = [
    [
      "Import them into the state with Pulumi CLI 3.254 or newer (for older versions, run this again with --adopt):",
      "#    (In a pipeline, add --yes.)",
      `pulumi import -f ${file} --generate-code=false --protect=false`,
    ],
    ["Verify that no changes are planned:", "pulumi preview"],
  ];
  const adoptionSteps = [
    ["Verify which mappings are adopted, and that none is changed:", "pulumi preview"],
    ["Adopt them. Afterward, you can remove adoptId from the program:", "pulumi up"],
  ];
  const detachStep = [
    "Remove the mappings from the state of the previous project, in its folder. This deletes no mapping:",
    ...linesIf(
      leftOut.length > 0,
      `#    (This includes mappings that were not imported. To keep them there, delete them here: ${leftOut.map(shellWord).join(", ")}.)`,
    ),
    ...detachCommands,
  ];
  return numberedSteps([
    ["Declare the mappings by adding this line to index.ts:", `#   import ${moduleSpecifier(folder)};`],
    ...(adopt ? adoptionSteps : importSteps),
    ...(detachCommands.length === 0 ? [] : [detachStep]),
    ...(adopt ? [] : [["Delete the import file:", `rm ${file}`]]),
  ]);
}
