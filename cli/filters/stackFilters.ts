import { RESOURCE_TYPE } from "../../sdk/dynamicProvider";
import type { NamedFilter } from "./namedFilter";
import type { TextFile } from "../io";
import { BRIDGE_TYPE, readStackFile, type StackResource, storedText } from "../stack";

/**
 * Returns the filters of all group mappings in the export of a stack, as the API returned them in the last operation.
 * Includes the mappings of this package and of the bridged provider.
 * @param warn receives each mapping whose filter is not in the file
 */
export function stackFilters(file: TextFile, warn: (remark: string) => void): readonly NamedFilter[] {
  const { resources } = readStackFile(file, "--stack accepts only the export of a Pulumi stack.");
  const mappings = resources.filter(
    // A resource that is pending deletion has been replaced.
    ({ type, pendingDeletion }) => (type === RESOURCE_TYPE || type === BRIDGE_TYPE) && !pendingDeletion,
  );
  if (mappings.length === 0) {
    warn(`${file.name} contains no group mappings.`);
  }
  return mappings.flatMap((mapping) => {
    const name = propertyOf(mapping, "displayName") ?? mapping.name;
    const text = propertyOf(mapping, "filter");
    if (text === undefined) {
      warn(
        `Skipped ${JSON.stringify(name)}: its filter is secret or missing. ` +
          "Run `pulumi stack export --show-secrets` to include secrets.",
      );
      return [];
    }
    return [{ name, id: mapping.id, text }];
  });
}

function propertyOf({ outputs, inputs }: StackResource, property: string): string | undefined {
  return storedText(outputs, property).text ?? storedText(inputs, property).text;
}
