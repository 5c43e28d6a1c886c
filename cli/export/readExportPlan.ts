import { INPUT_NAMES, type Inputs, inputsOf } from "../../provider/wire";
import { uniqueNames } from "../codegen";
import { oneLine, type TextFile, UsageError } from "../io";
import { type ManagedMapping, readStackMappings, storedText } from "../stack";

/** A group mapping that another tool will manage. Its name is unique. */
export interface ExportedMapping extends Pick<ManagedMapping, "name" | "id" | "protect" | "retainOnDelete"> {
  readonly inputs: Inputs;
}

export type ExportPlan = ReturnType<typeof readExportPlan>;

export function readExportPlan(file: TextFile) {
  const plan = readStackMappings(file, "package");
  const names = uniqueNames(plan.mappings);
  const mappings = plan.mappings.map((mapping): ExportedMapping => {
    const { id, protect, retainOnDelete } = mapping;
    const name = names.get(id) ?? mapping.name;
    return { name, id, inputs: storedInputs(mapping, file.name), protect, retainOnDelete };
  });
  return { ...plan, mappings };
}

/** Returns the inputs from the API's last response, because that is what the other tool reads. */
function storedInputs({ name, outputs }: ManagedMapping, fileName: string): Inputs {
  const stored = INPUT_NAMES.map((property) => {
    const { text, secret } = storedText(outputs, property);
    if (text === undefined && secret) {
      throw new UsageError(
        `Cannot use ${fileName}: ${property} of ${oneLine(name)} is encrypted. ` +
          `Run \`pulumi stack export --show-secrets --file export.json\`, and delete that file afterward.`,
      );
    }
    return [property, text] as const;
  });
  return inputsOf(Object.fromEntries(stored));
}

/** The last steps of an export: the mappings leave the stack. `before` are commands to run first. */
export function detachSteps({ stack, project, detachCommands, removal }: ExportPlan, before: string[] = []) {
  return [
    [
      `Remove the mappings from the state of stack ${stack}, in the folder of project ${project}. This deletes no mapping:`,
      ...before,
      ...detachCommands,
    ],
    [removal],
  ];
}
