import { ProviderError } from "../../provider/errors";
import { inputsFromResponse } from "../../provider/rest";
import { INPUT_NAMES, type Inputs, type State, stateAfterRead } from "../../provider/wire";
import { uniqueNames } from "../codegen";
import {
  type ImportSource,
  linesIf,
  listMappings,
  mappingName,
  type MappingsById,
  type SourceMapping,
} from "../io";

/** A mapping that is imported, as the organization has it. */
export interface ImportedMapping {
  /** The name of its resource, unique. */
  readonly name: string;
  readonly id: string;
  readonly inputs: Inputs;
  readonly state: State;
}

interface Comparison {
  /** By resource name. */
  readonly mappings: readonly ImportedMapping[];
  /** Ids that the source names, but which are not imported. */
  readonly leftOut: readonly string[];
}

/**
 * Returns the mappings of a source as the organization has them.
 *
 * @param warn receives differences, and mappings that are missing or that this provider cannot manage: a line each
 * @throws {ProviderError} If no mapping is left.
 */
export function compareWithOrganization(
  source: ImportSource,
  organization: MappingsById,
  warn: (remark: string) => void,
): Comparison {
  const { mappings, file } = source;
  source.remarks.forEach(warn);
  const found = mappings.flatMap((believed) => {
    const { name, id } = believed;
    const answer = organization.get(id);
    if (answer === undefined) {
      const inFile = file === undefined ? "" : `, ${name} in ${file}`;
      warn(
        `Left out: ${mappingName(id, believed.displayName)}${inFile}: the organization has no such mapping.`,
      );
      return [];
    }
    const inputs = inputsFromResponse(id, answer);
    const blank = (["displayName", "filter"] as const).find((property) => inputs[property].trim() === "");
    if (blank !== undefined) {
      warn(
        `Left out: ${mappingName(id, inputs.displayName)}: its ${blank} is blank, which this provider does not allow. ` +
          "Give it one in the Console and import it then.",
      );
      return [];
    }
    differencesBetween(believed, inputs, file ?? "").forEach(warn);
    return [{ name, id, inputs, state: stateAfterRead(inputs, answer, {}) }];
  });
  if (file !== undefined) {
    const named = new Set(mappings.map(({ id }) => id));
    const others = [...organization].filter(([id]) => !named.has(id));
    linesIf(others.length > 0, `Not in ${file}, and so not imported: ${listMappings(others)}.`).forEach(warn);
  }
  if (found.length === 0) {
    throw new ProviderError(nothingLeft(source));
  }
  const ids = new Set(found.map(({ id }) => id));
  return {
    mappings: withUniqueNames(found),
    leftOut: mappings.map(({ id }) => id).filter((id) => !ids.has(id)),
  };
}

/** A source that is the organization itself has no values to compare. */
function differencesBetween(believed: SourceMapping, inputs: Inputs, file: string): string[] {
  return INPUT_NAMES.flatMap((property) => {
    const [value, actual] = [believed[property], inputs[property]];
    return linesIf(
      value !== undefined && value !== actual,
      `Differs: ${mappingName(believed.id, inputs.displayName)}: ${property} is ${JSON.stringify(value)} in ${file}, ` +
        `${JSON.stringify(actual)} in the organization, which counts.`,
    );
  });
}

function nothingLeft({ mappings, file = "the organization" }: ImportSource): string {
  return mappings.length === 0
    ? `Nothing to import: ${file} has no group mapping. Nothing was written.`
    : `Nothing to import: of the group mappings of ${file} none is left. Nothing was written. ` +
        "Are the credentials of the right organization?";
}

function withUniqueNames(mappings: readonly ImportedMapping[]): ImportedMapping[] {
  const names = uniqueNames(mappings.map(({ name, id, state: { createdAt } }) => ({ name, id, createdAt })));
  return mappings
    .map((mapping) => ({ ...mapping, name: names.get(mapping.id) ?? mapping.name }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}
