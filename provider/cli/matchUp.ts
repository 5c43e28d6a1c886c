import { subject } from "../rest/action";
import { inputsIn } from "../rest/inputsIn";
import { ProviderError } from "../rest/providerError";
import { INPUT_NAMES, type Inputs, type State, stateAfterRead } from "../wire/state";
import type { Organization } from "./organization";
import { uniqueNames } from "./resourceNames";
import type { Source, SourceMapping } from "./source";

/** A mapping that is imported, as the organisation has it. */
export interface ImportedMapping {
  /** The name of its resource, unique. */
  readonly name: string;
  readonly id: string;
  readonly inputs: Inputs;
  readonly state: State;
}

/**
 * What a source names, as the organisation has it, by resource name.
 *
 * @param tell told what the organisation has not, or has differently, and what this provider cannot manage: a line each
 * @param from how a user knows the source; left out where it is the organisation itself
 * @throws ProviderError where nothing is left
 */
export function matchUp(
  source: Source,
  organization: Organization,
  tell: (remark: string) => void,
  from = "the organization",
): ImportedMapping[] {
  source.remarks.forEach(tell);
  const found = new Map<string, Omit<ImportedMapping, "name"> & { readonly wished: string }>();
  for (const mapping of source.mappings) {
    const { id, name } = mapping;
    const answer = organization.get(id);
    const known = found.get(id);
    if (answer === undefined) {
      tell(
        `Left out: ${nameOf(id, mapping.displayName)}, ${name} in ${from}: the organization has no such mapping.`,
      );
      continue;
    }
    if (known !== undefined) {
      tell(
        `${nameOf(id, known.inputs.displayName)} is in ${from} more than once: it is imported as ${known.wished}, not as ${name} too.`,
      );
      continue;
    }
    const inputs = inputsIn(id, answer);
    const blank = (["displayName", "filter"] as const).find((property) => inputs[property].trim() === "");
    if (blank !== undefined) {
      tell(
        `Left out: ${nameOf(id, inputs.displayName)}: its ${blank} is blank, which this provider does not allow. Give it one in the Console and import it then.`,
      );
      continue;
    }
    differencesBetween(mapping, inputs, from).forEach(tell);
    found.set(id, { id, inputs, state: stateAfterRead(inputs, answer, {}), wished: name });
  }
  if (found.size === 0) {
    throw new ProviderError(nothingLeft(source, from));
  }
  const names = uniqueNames(
    [...found.values()].map(({ id, wished, state }) => ({ name: wished, id, createdAt: state.createdAt })),
  );
  return [...found.values()]
    .map(({ id, inputs, state, wished }) => ({ name: names.get(id) ?? wished, id, inputs, state }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

function differencesBetween(believed: SourceMapping, inputs: Inputs, from: string): string[] {
  return INPUT_NAMES.flatMap((property) => {
    const value = believed[property];
    return value === undefined || value === inputs[property]
      ? []
      : [
          `Differs: ${nameOf(believed.id, inputs.displayName)}: ${property} is ${JSON.stringify(value)} in ${from}, ` +
            `${JSON.stringify(inputs[property])} in the organization, which counts.`,
        ];
  });
}

function nothingLeft({ mappings }: Source, from: string): string {
  return mappings.length === 0
    ? `Nothing to import: ${from} has no group mapping. Nothing was written.`
    : `Nothing to import: of the group mappings of ${from} none is left. Nothing was written.`;
}

function nameOf(id: string, displayName: string | undefined): string {
  return subject({ verb: "read", displayName, mappingId: id });
}
