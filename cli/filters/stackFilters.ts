import { RESOURCE_TYPE } from "../../sdk/dynamicProvider";
import type { NamedFilter } from "./namedFilter";
import type { TextFile } from "../io";
import { BRIDGE_TYPE, readStackFile, type StackResource, storedText } from "../stack";

/**
 * Returns the filters of all group mappings in the export of a stack, as the API had them at the last operation: those of
 * this package, and of the bridged provider.
 * @param warn receives each mapping whose filter is not in the file
 */
export function stackFilters(file: TextFile, warn: (remark: string) => void): readonly NamedFilter[] {
  const { resources } = readStackFile(file, "Filters are read from the export of a Pulumi stack.");
  const mappings = resources.filter(
    // A resource that is pending deletion has a successor.
    ({ type, pendingDeletion }) => (type === RESOURCE_TYPE || type === BRIDGE_TYPE) && !pendingDeletion,
  );
  if (mappings.length === 0) {
    warn(`${file.name} holds no group mapping.`);
  }
  return mappings.flatMap((mapping) => {
    const name = propertyOf(mapping, "displayName") ?? mapping.name;
    const text = propertyOf(mapping, "filter");
    if (text === undefined) {
      warn(
        `Left out: ${JSON.stringify(name)}: its filter is a secret, or missing. ` +
          "`pulumi stack export --show-secrets` writes secrets, too.",
      );
      return [];
    }
    return [{ name, id: mapping.id, text }];
  });
}

function propertyOf({ outputs, inputs }: StackResource, property: string): string | undefined {
  return storedText(outputs, property).text ?? storedText(inputs, property).text;
}
