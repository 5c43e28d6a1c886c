import { INPUT_NAMES } from "../../provider/wire";
import { linesIf, type TextFile } from "../io";
import { readStackMappings, storedText } from "../stack";
import type { ImportSource } from "./compareWithOrganization";

/** Reads the group mappings and their names from the export of a stack that uses @pulumi/confluentcloud. */
export function readStackExport(file: TextFile): ImportSource {
  const { mappings, detachCommands, remarks, removal } = readStackMappings(file, "bridge");
  const secretRemarks = mappings.flatMap(({ name, outputs }) => {
    const secrets = INPUT_NAMES.filter((property) => storedText(outputs, property).secret);
    return linesIf(
      secrets.length > 0,
      `${name}: ${secrets.join(", ")} is a secret in that stack. The new program contains it in plain text. The API shows ` +
        "it to every administrator.",
    );
  });
  return {
    file: file.name,
    mappings: mappings.map(({ name, id, outputs }) => ({
      name,
      id,
      ...Object.fromEntries(INPUT_NAMES.map((property) => [property, storedText(outputs, property).text])),
    })),
    detachCommands,
    remarks: [...secretRemarks, ...remarks, removal],
  };
}
