import { INPUT_NAMES } from "../../provider/wire";
import { linesIf, type TextFile } from "../io";
import { BRIDGE_TYPE, type ManagedMapping, readStackMappings, storedText } from "../stack";
import type { ImportSource } from "./compareWithOrganization";

/** Reads the group mappings in the export of a stack that uses @pulumi/confluentcloud, with their names. */
export function readStackExport(file: TextFile): ImportSource {
  const { mappings, detachCommands, remarks, removal } = readStackMappings(file, BRIDGE_TYPE);
  return {
    file: file.name,
    mappings: mappings.map(({ name, id, outputs }) => ({
      name,
      id,
      ...Object.fromEntries(INPUT_NAMES.map((property) => [property, storedText(outputs, property).text])),
    })),
    detachCommands,
    remarks: [...mappings.flatMap(remarksOnSecrets), ...remarks, removal],
  };
}

function remarksOnSecrets({ name, outputs }: ManagedMapping): string[] {
  const secrets = INPUT_NAMES.filter((property) => storedText(outputs, property).secret);
  return linesIf(
    secrets.length > 0,
    `${name}: ${secrets.join(", ")} is a secret there. The API shows it to every administrator; the program written ` +
      "here holds it in plain text.",
  );
}
