import { join } from "node:path";
import { moduleSpecifier, numberedSteps, shellWord } from "../codegen";
import { linesIf } from "../io";
import { PLUGIN_RESOURCE_TYPE } from "../../sdk/dynamicProvider";
import type { Language } from "./nativeProgram";

/**
 * Returns the commands to run in the folder of the Pulumi program after an import, with shell comments.
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
    VERIFY_STEP,
  ];
  const adoptionSteps = [
    ["Verify which mappings are adopted, and that none is changed:", "pulumi preview"],
    ["Adopt them. Afterward, you can remove adoptId from the program:", "pulumi up"],
  ];
  return numberedSteps([
    declareStep(folder),
    ...(adopt ? adoptionSteps : importSteps),
    ...detachSteps(detachCommands, leftOut),
    ...(adopt ? [] : [["Delete the import file:", `rm ${file}`]]),
  ]);
}

/** Returns the commands to run after an import for the provider plugin, which needs no file: it reads the mappings itself. */
export function nativeNextSteps(
  folder: string,
  language: Language,
  mappings: readonly { readonly name: string; readonly id: string }[],
  detachCommands: readonly string[],
  leftOut: readonly string[],
): string {
  const file = shellWord(join(folder, "mappings.yaml"));
  return numberedSteps([
    [
      "Add the plugin to Pulumi.yaml, unless it is there, or is installed with `pulumi plugin install`:",
      "#   plugins: { providers: [{ name: confluent-sso, path: node_modules/.bin }] }",
    ],
    language === "yaml"
      ? [`Declare the mappings by copying the resources of ${file} to Pulumi.yaml.`]
      : declareStep(folder),
    [
      "Import them into the state:",
      // Without a prompt, which would read the next command as its answer. A name that begins with - is not an option.
      ...mappings.map(({ name, id }) => {
        const words = `${PLUGIN_RESOURCE_TYPE} ${shellWord(name)} ${shellWord(id)}`;
        return `pulumi import --yes --skip-preview --generate-code=false --protect=false ${name.startsWith("-") ? "-- " : ""}${words}`;
      }),
    ],
    VERIFY_STEP,
    ...detachSteps(detachCommands, leftOut),
  ]);
}

const VERIFY_STEP = ["Verify that no changes are planned:", "pulumi preview"];

function declareStep(folder: string): string[] {
  return ["Declare the mappings by adding this line to index.ts:", `#   import ${moduleSpecifier(folder)};`];
}

function detachSteps(commands: readonly string[], leftOut: readonly string[]): string[][] {
  const step = [
    "Remove the mappings from the state of the previous project, in its folder. This deletes no mapping:",
    ...linesIf(
      leftOut.length > 0,
      `#    (This includes mappings that were not imported. To keep them there, delete them here: ${leftOut.map(shellWord).join(", ")}.)`,
    ),
    ...commands,
  ];
  return commands.length === 0 ? [] : [step];
}
