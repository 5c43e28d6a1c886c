import { ProviderError } from "../../provider/errors";
import { inputsFromResponse } from "../../provider/rest";
import { INPUT_NAMES, type Inputs, type State, stateAfterRead } from "../../provider/wire";
import { uniqueNames } from "../codegen";
import { linesIf, listMappings, mappingName, type MappingsById } from "../io";

export interface SourceMapping extends Partial<Record<keyof Inputs, string | undefined>> {
  /** The proposed resource name, not yet unique. */
  readonly name: string;
  readonly id: string;
}

/** The mappings to import, and where they come from. */
export interface ImportSource {
  /** The name of the file; undefined if the source is the organization itself. */
  readonly file?: string;
  /** Without duplicate ids. */
  readonly mappings: readonly SourceMapping[];
  /** Commands to run after the import. They remove the mappings from the source without deleting them. */
  readonly detachCommands: readonly string[];
  readonly remarks: readonly string[];
}

export interface ImportedMapping {
  readonly name: string;
  readonly id: string;
  readonly inputs: Inputs;
  readonly state: State;
}

/**
 * Returns the mappings of a source with their current properties in the organization, sorted by resource name.
 * @throws {ProviderError} If there is no mapping to import.
 */
export function compareWithOrganization(
  { mappings, file, remarks }: ImportSource,
  organization: MappingsById,
  warn: (remark: string) => void,
): ImportedMapping[] {
  remarks.forEach(warn);
  const found = mappings.flatMap((believed) => {
    const { name, id } = believed;
    const response = organization.get(id);
    if (response === undefined) {
      const inFile = file === undefined ? "" : `, ${name} in ${file}`;
      warn(
        `Skipped ${mappingName(id, believed.displayName)}${inFile}: it does not exist in the organization.`,
      );
      return [];
    }
    const inputs = inputsFromResponse(id, response);
    const called = mappingName(id, inputs.displayName);
    const blank = (["displayName", "filter"] as const).find((property) => inputs[property].trim() === "");
    if (blank !== undefined) {
      warn(
        `Skipped ${called}: its ${blank} is blank, which this provider does not allow. ` +
          "Set it in the Confluent Cloud Console, and import the mapping again.",
      );
      return [];
    }
    for (const property of INPUT_NAMES) {
      const [value, actual] = [believed[property], inputs[property]];
      if (value !== undefined && value !== actual) {
        warn(
          `Differs: ${called}: ${property} is ${JSON.stringify(value)} in ${file ?? ""}, but ` +
            `${JSON.stringify(actual)} in the organization. The value in the organization is imported.`,
        );
      }
    }
    return [{ name, id, inputs, state: stateAfterRead(inputs, response, {}) }];
  });
  if (file !== undefined) {
    const named = new Set(mappings.map(({ id }) => id));
    const others = [...organization].filter(([id]) => !named.has(id));
    linesIf(others.length > 0, `Not imported (not in ${file}): ${listMappings(others)}.`).forEach(warn);
  }
  if (found.length === 0) {
    const where = file ?? "the organization";
    throw new ProviderError(
      mappings.length === 0
        ? `Nothing to import: ${where} has no group mappings. Nothing was written.`
        : `Nothing to import: all group mappings of ${where} were skipped. Nothing was written. ` +
            "Check that the credentials belong to the right organization.",
      "command",
    );
  }
  const names = uniqueNames(found.map((mapping) => ({ ...mapping, createdAt: mapping.state.createdAt })));
  return found
    .map((mapping) => ({ ...mapping, name: names.get(mapping.id) ?? mapping.name }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}
