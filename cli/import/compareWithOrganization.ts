import { inputsIn } from "../../provider/rest/mappings/inputsIn";
import { ProviderError } from "../../provider/errors/providerError";
import { INPUT_NAMES, type Inputs, type State, stateAfterRead } from "../../provider/wire/state";
import { listMappings, mappingName, type MappingsById } from "../io/listOrganization";
import { uniqueNames } from "../codegen/resourceNames";
import type { ImportSource, SourceMapping } from "../io/importSource";

/** A mapping that is imported, as the organisation has it. */
export interface ImportedMapping {
  /** The name of its resource, unique. */
  readonly name: string;
  readonly id: string;
  readonly inputs: Inputs;
  readonly state: State;
}

/** What is imported of a source, and what is not. */
export interface Comparison {
  /** By resource name. */
  readonly mappings: readonly ImportedMapping[];
  /** Ids that the source names, but which are not imported. */
  readonly leftOut: readonly string[];
}

/**
 * What a source names, as the organisation has it.
 *
 * @param tell told what the organisation has not, or has differently, and what this provider cannot manage: a line each
 * @param file how a user knows the source; undefined where it is the organisation itself
 * @throws ProviderError where nothing is left
 */
export function compareWithOrganization(
  source: ImportSource,
  organization: MappingsById,
  tell: (remark: string) => void,
  file?: string,
): Comparison {
  source.remarks.forEach(tell);
  const found = source.mappings.flatMap((believed) => {
    const { name, id } = believed;
    const answer = organization.get(id);
    if (answer === undefined) {
      tell(
        `Left out: ${mappingName(id, believed.displayName)}${inFile(name, file)}: the organization has no such mapping.`,
      );
      return [];
    }
    const inputs = inputsIn(id, answer);
    const blank = (["displayName", "filter"] as const).find((property) => inputs[property].trim() === "");
    if (blank !== undefined) {
      tell(
        `Left out: ${mappingName(id, inputs.displayName)}: its ${blank} is blank, which this provider does not allow. ` +
          "Give it one in the Console and import it then.",
      );
      return [];
    }
    if (file !== undefined) {
      differencesBetween(believed, inputs, file).forEach(tell);
    }
    return [{ name, id, inputs, state: stateAfterRead(inputs, answer, {}) }];
  });
  const ids = new Set(found.map(({ id }) => id));
  if (file !== undefined) {
    othersIn(organization, source, file).forEach(tell);
  }
  if (found.length === 0) {
    throw new ProviderError(nothingLeft(source, file));
  }
  return {
    mappings: withUniqueNames(found),
    leftOut: source.mappings.map(({ id }) => id).filter((id) => !ids.has(id)),
  };
}

function withUniqueNames(mappings: readonly ImportedMapping[]): ImportedMapping[] {
  const names = uniqueNames(mappings.map(({ name, id, state: { createdAt } }) => ({ name, id, createdAt })));
  return mappings
    .map((mapping) => ({ ...mapping, name: names.get(mapping.id) ?? mapping.name }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

function differencesBetween(believed: SourceMapping, inputs: Inputs, file: string): string[] {
  return INPUT_NAMES.flatMap((property) => {
    const value = believed[property];
    return value === undefined || value === inputs[property]
      ? []
      : [
          `Differs: ${mappingName(believed.id, inputs.displayName)}: ${property} is ${JSON.stringify(value)} in ${file}, ` +
            `${JSON.stringify(inputs[property])} in the organization, which counts.`,
        ];
  });
}

function othersIn(organization: MappingsById, { mappings }: ImportSource, file: string): string[] {
  const named = new Set(mappings.map(({ id }) => id));
  const others = [...organization].filter(([id]) => !named.has(id));
  return others.length === 0 ? [] : [`Not in ${file}, and so not imported: ${listMappings(others)}.`];
}

function nothingLeft({ mappings }: ImportSource, file = "the organization"): string {
  return mappings.length === 0
    ? `Nothing to import: ${file} has no group mapping. Nothing was written.`
    : `Nothing to import: of the group mappings of ${file} none is left. Nothing was written. ` +
        "Are the credentials of the right organization?";
}

function inFile(name: string, file: string | undefined): string {
  return file === undefined ? "" : `, ${name} in ${file}`;
}
