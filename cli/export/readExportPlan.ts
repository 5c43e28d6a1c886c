import { RESOURCE_TYPE } from "../../sdk/dynamicProvider";
import { INPUT_NAMES, type Inputs } from "../../provider/wire/state";
import type { TextFile } from "../io/readText";
import { uniqueNames } from "../codegen/resourceNames";
import { UsageError } from "../io/exitCodes";
import { BRIDGE_TYPE } from "../stack/readStackExport";
import { readStackFile } from "../stack/readStackFile";
import { firstOfEach, type ManagedMapping, managedMappings } from "../stack/managedMappings";
import { detachFromStack } from "../stack/detachFromStack";
import { storedText } from "../stack/storedText";

/** A group mapping that is to leave this provider. */
export interface ExportedMapping {
  /** The name of its resource, unique. */
  readonly name: string;
  readonly id: string;
  readonly inputs: Inputs;
  /** The options of the resource that keep the mapping alive. */
  readonly protect: boolean;
  readonly retainOnDelete: boolean;
}

/** What an export starts from. */
export interface ExportPlan {
  readonly stack: string;
  readonly project: string;
  readonly mappings: readonly ExportedMapping[];
  /** Commands by which the stack lets go of the mappings without deleting them. */
  readonly detachCommands: readonly string[];
  /** What the user has to know besides, a line each. */
  readonly remarks: readonly string[];
}

/**
 * The group mappings in the export of a stack of this package.
 *
 * @throws UsageError where the file is none, has no such resource, or encrypts what is needed
 */
export function readExportPlan(file: TextFile): ExportPlan {
  const fileName = file.name;
  const stack = readStackFile(file, "An export starts from a Pulumi stack of this package.");
  const { managed, remarks } = managedMappings(stack, fileName, {
    type: RESOURCE_TYPE,
    other: BRIDGE_TYPE,
    otherwise: "Those are @pulumi/confluentcloud's already; the command import moves them here.",
  });
  const firsts = firstOfEach(managed);
  const names = uniqueNames(firsts);
  const release = detachFromStack(stack, managed);
  return {
    stack: stack.stack,
    project: stack.project,
    mappings: firsts.map((mapping) => ({
      name: names.get(mapping.id) ?? mapping.name,
      id: mapping.id,
      inputs: inputsOf(mapping, fileName),
      protect: mapping.protect,
      retainOnDelete: mapping.retainOnDelete,
    })),
    detachCommands: release.commands,
    remarks: [...remarks, ...release.remarks],
  };
}

/** As the API answered last, for that is what the other tool finds. */
function inputsOf(mapping: ManagedMapping, fileName: string): Inputs {
  const [displayName, description, filter] = INPUT_NAMES.map((property) => {
    const { text, secret } = storedText(mapping.outputs, property);
    if (text === undefined && secret) {
      throw new UsageError(
        `Cannot use ${fileName}: ${property} of ${mapping.name} is encrypted in it. ` +
          `\`pulumi stack export --show-secrets --file export.json\` writes it readable; delete that file afterwards.`,
      );
    }
    if (text === undefined && property !== "description") {
      throw new UsageError(
        `Cannot use ${fileName}: ${mapping.name} has no ${property} in it. Run \`pulumi refresh\` and export it again.`,
      );
    }
    return text;
  });
  return { displayName: displayName ?? "", description: description ?? "", filter: filter ?? "" };
}
