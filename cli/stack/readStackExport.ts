import { RESOURCE_TYPE } from "../../sdk/dynamicProvider";
import type { TextFile } from "../io/readText";
import type { ImportSource, SourceMapping } from "../io/importSource";
import { readStackFile } from "./readStackFile";
import { firstOfEach, type ManagedMapping, managedMappings } from "./managedMappings";
import { detachFromStack } from "./detachFromStack";
import { storedText } from "./storedText";

/** The type of a group mapping of @pulumi/confluentcloud, the bridged provider. */
export const BRIDGE_TYPE = "confluentcloud:index/groupMapping:GroupMapping";

const PROPERTIES = ["displayName", "description", "filter"] as const;

/**
 * The group mappings in the export of a stack that uses @pulumi/confluentcloud. They keep their names; `detachCommands` are the
 * commands `pulumi state delete`.
 *
 * @throws UsageError where the file is none, or has no such resource
 */
export function readStackExport(file: TextFile): ImportSource {
  const stack = readStackFile(file, "Give it by --from-terraform.");
  const { managed, remarks } = managedMappings(stack, file.name, {
    type: BRIDGE_TYPE,
    other: RESOURCE_TYPE,
    otherwise: "That is this package's own: there is nothing to import.",
  });
  const release = detachFromStack(stack, managed);
  return {
    mappings: firstOfEach(managed).map(mappingOf),
    detachCommands: release.commands,
    remarks: [...remarks, ...managed.flatMap(secretsOf), ...release.remarks],
  };
}

function mappingOf({ name, id, outputs }: ManagedMapping): SourceMapping {
  return {
    name,
    id,
    displayName: storedText(outputs, "displayName").text,
    description: storedText(outputs, "description").text,
    filter: storedText(outputs, "filter").text,
  };
}

function secretsOf({ name, outputs }: ManagedMapping): string[] {
  const secrets = PROPERTIES.filter((property) => storedText(outputs, property).secret);
  return secrets.length === 0
    ? []
    : [
        `${name}: ${secrets.join(", ")} is a secret there. The API shows it to every administrator; the program written ` +
          "here holds it in plain text.",
      ];
}
