import { ProviderError } from "../../provider/errors/providerError";
import type { AnsweredMapping } from "../../provider/wire/decode";
import { listMappings, type MappingsById } from "../io/listOrganization";
import { resourceNameOf } from "../codegen/resourceNames";
import type { ImportSource } from "../io/importSource";

/** Which mappings of the organisation are wanted: those of these ids, or else those of such a name, or all. */
export interface Selection {
  readonly id?: readonly string[];
  /** A pattern of display names: `*` is any text, `?` one character; case does not matter. */
  readonly name?: string;
}

/**
 * The running organisation as the source of an import.
 *
 * @throws ProviderError where there is nothing of what is wanted
 */
export function select(organization: MappingsById, { id: ids, name: pattern }: Selection): ImportSource {
  const wanted = ids === undefined ? byName(organization, pattern) : byId(organization, ids);
  return {
    mappings: wanted.map(([id, mapping]) => ({ name: resourceNameOf(mapping.display_name ?? "", id), id })),
    detachCommands: [],
    remarks: [],
  };
}

function byId(organization: MappingsById, ids: readonly string[]): [string, AnsweredMapping][] {
  return [...new Set(ids)].map((id) => {
    const mapping = organization.get(id);
    if (mapping === undefined) {
      throw new ProviderError(
        `Cannot import group mapping ${JSON.stringify(id)}: the organization has none of this id. ${whatThereIs(organization)}`,
      );
    }
    return [id, mapping];
  });
}

function byName(organization: MappingsById, pattern = "*"): [string, AnsweredMapping][] {
  const expression = patternOf(pattern);
  const wanted = [...organization].filter(([, { display_name: name = "" }]) => expression.test(name));
  if (wanted.length === 0 && organization.size > 0) {
    throw new ProviderError(
      `Cannot import group mappings named ${JSON.stringify(pattern)}: no display name is like that. ${whatThereIs(organization)}`,
    );
  }
  return wanted;
}

function patternOf(pattern: string): RegExp {
  const source = pattern.replace(/[\\^$.*+?()[\]{}|/-]/g, (character) =>
    character === "*" ? ".*" : character === "?" ? "." : `\\${character}`,
  );
  return new RegExp(`^${source}$`, "isu");
}

function whatThereIs(organization: MappingsById): string {
  return organization.size === 0
    ? "It has no mapping at all: are the credentials of the right organization?"
    : `It has ${listMappings([...organization])}.`;
}
