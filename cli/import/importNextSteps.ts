import { join } from "node:path";
import { moduleSpecifier, numberedSteps, shellWord } from "../codegen";
import { linesIf } from "../io";

/**
 * Returns the commands after an import, for the folder of the Pulumi program, with comments for a shell.
 *
 * @param folder the folder of the files, as the user gave it
 * @param leftOut ids of mappings that the source lets go of, although they were not imported
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
      "Take them into the state, with Pulumi CLI 3.254 or newer (an older one: run this again with --adopt):",
      "#    (In a pipeline, add --yes.)",
      `pulumi import -f ${file} --generate-code=false --protect=false`,
    ],
    ["See that nothing is left to change:", "pulumi preview"],
  ];
  const adoptionSteps = [
    ["See which mappings are taken over, and that nothing is changed:", "pulumi preview"],
    ["Take them over. After that adoptId may stay in the program or go:", "pulumi up"],
  ];
  const detachStep = [
    "Let go of the mappings where they were managed before, in the folder of that project. None is deleted:",
    ...linesIf(
      leftOut.length > 0,
      `#    (What was not imported is let go of too, unless you take it out: ${leftOut.map(shellWord).join(", ")}.)`,
    ),
    ...detachCommands,
  ];
  return numberedSteps([
    ["Let the program declare them, by this line in its index.ts:", `#   import ${moduleSpecifier(folder)};`],
    ...(adopt ? adoptionSteps : importSteps),
    ...(detachCommands.length === 0 ? [] : [detachStep]),
    ...(adopt ? [] : [["The import file has served its purpose:", `rm ${file}`]]),
  ]);
}
