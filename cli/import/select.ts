import { ProviderError } from "../../provider/errors";
import { resourceNameOf } from "../codegen";
import { listMappings, type MappingsById } from "../io";
import type { ImportSource } from "./compareWithOrganization";

export interface Selection {
  readonly id?: readonly string[];
  /** A pattern of display names: `*` is any text, `?` one character; case does not matter. */
  readonly name?: string;
}

/**
 * Returns the selected mappings of the organization as the source of an import.
 * @throws {ProviderError} If an id or a name is not found.
 */
export function select(organization: MappingsById, { id: ids, name: pattern }: Selection): ImportSource {
  const selected = ids === undefined ? idsByName(organization, pattern) : [...new Set(ids)];
  const missing = selected.find((id) => !organization.has(id));
  if (missing !== undefined) {
    throw new ProviderError(
      `Cannot import group mapping ${JSON.stringify(missing)}: the organization has none of this id. ${whatThereIs(organization)}`,
      "notFound",
    );
  }
  const nameOf = (id: string) => resourceNameOf(organization.get(id)?.display_name ?? "", id);
  return { mappings: selected.map((id) => ({ name: nameOf(id), id })), detachCommands: [], remarks: [] };
}

function idsByName(organization: MappingsById, pattern = "*"): string[] {
  const source = pattern
    .replace(/[\\^$.+()[\]{}|/]/g, String.raw`\$&`)
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  const expression = new RegExp(`^${source}$`, "isu");
  const wanted = [...organization].filter(([, { display_name: name = "" }]) => expression.test(name));
  if (wanted.length === 0 && organization.size > 0) {
    throw new ProviderError(
      `Cannot import group mappings named ${JSON.stringify(pattern)}: no display name is like that. ${whatThereIs(organization)}`,
      "notFound",
    );
  }
  return wanted.map(([id]) => id);
}

function whatThereIs(organization: MappingsById): string {
  return organization.size === 0
    ? "It has no mapping at all: are the credentials of the right organization?"
    : `It has ${listMappings([...organization])}.`;
}
