import { ProviderError } from "../../provider/errors";
import { inputsFromResponse } from "../../provider/rest";
import { INPUT_NAMES, type Inputs, type State, stateAfterRead } from "../../provider/wire";
import { uniqueNames } from "../codegen";
import { linesIf, listMappings, mappingName, type MappingsById } from "../io";

export interface SourceMapping extends Partial<Record<keyof Inputs, string | undefined>> {
  /** The resource name that it should have, not yet unique. */
  readonly name: string;
  readonly id: string;
}

/** What an import starts from. */
export interface ImportSource {
  /** The name of the file; undefined if the source is the organization itself. */
  readonly file?: string;
  /** Each id once. */
  readonly mappings: readonly SourceMapping[];
  /** Commands by which the source stops managing the mappings without deleting them, to be run after the import. */
  readonly detachCommands: readonly string[];
  /** Further facts for the user, a line each. */
  readonly remarks: readonly string[];
}

export interface ImportedMapping {
  /** The name of its resource, unique. */
  readonly name: string;
  readonly id: string;
  readonly inputs: Inputs;
  readonly state: State;
}

/**
 * Returns the mappings of a source as the organization has them, by resource name.
 * @param warn receives differences, and mappings that are missing or that this provider cannot manage: a line each
 * @throws {ProviderError} If no mapping is left.
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
        `Left out: ${mappingName(id, believed.displayName)}${inFile}: the organization has no such mapping.`,
      );
      return [];
    }
    const inputs = inputsFromResponse(id, response);
    const called = mappingName(id, inputs.displayName);
    const blank = (["displayName", "filter"] as const).find((property) => inputs[property].trim() === "");
    if (blank !== undefined) {
      warn(
        `Left out: ${called}: its ${blank} is blank, which this provider does not allow. ` +
          "Give it one in the Console and import it then.",
      );
      return [];
    }
    for (const property of INPUT_NAMES) {
      const [value, actual] = [believed[property], inputs[property]];
      if (value !== undefined && value !== actual) {
        warn(
          `Differs: ${called}: ${property} is ${JSON.stringify(value)} in ${file ?? ""}, ` +
            `${JSON.stringify(actual)} in the organization, which counts.`,
        );
      }
    }
    return [{ name, id, inputs, state: stateAfterRead(inputs, response, {}) }];
  });
  if (file !== undefined) {
    const named = new Set(mappings.map(({ id }) => id));
    const others = [...organization].filter(([id]) => !named.has(id));
    linesIf(others.length > 0, `Not in ${file}, and so not imported: ${listMappings(others)}.`).forEach(warn);
  }
  if (found.length === 0) {
    const where = file ?? "the organization";
    throw new ProviderError(
      mappings.length === 0
        ? `Nothing to import: ${where} has no group mapping. Nothing was written.`
        : `Nothing to import: of the group mappings of ${where} none is left. Nothing was written. ` +
            "Are the credentials of the right organization?",
      "command",
    );
  }
  const names = uniqueNames(found.map((mapping) => ({ ...mapping, createdAt: mapping.state.createdAt })));
  return found
    .map((mapping) => ({ ...mapping, name: names.get(mapping.id) ?? mapping.name }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}
