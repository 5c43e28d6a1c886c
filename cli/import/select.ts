import { ProviderError } from "../../provider/errors";
import { resourceNameOf } from "../codegen";
import { listMappings, type MappingsById } from "../io";
import type { ImportSource } from "./compareWithOrganization";

export interface Selection {
  readonly id?: readonly string[];
  /** A pattern for display names: `*` is any text, `?` is one character, and case is ignored. */
  readonly name?: string;
}

/** @throws {ProviderError} If an id or a display name is not found. */
export function select(organization: MappingsById, { id: ids, name: pattern }: Selection): ImportSource {
  const selected = ids === undefined ? idsByName(organization, pattern) : [...new Set(ids)];
  const missing = selected.find((id) => !organization.has(id));
  if (missing !== undefined) {
    throw new ProviderError(
      `Cannot import group mapping ${JSON.stringify(missing)}: the organization has no group mapping with this id. ${describeMappings(organization)}`,
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
      `Cannot import group mappings named ${JSON.stringify(pattern)}: no display name matches. ${describeMappings(organization)}`,
      "notFound",
    );
  }
  return wanted.map(([id]) => id);
}

function describeMappings(organization: MappingsById): string {
  return organization.size === 0
    ? "The organization has no group mappings. Check that the credentials belong to the right organization."
    : `The organization has ${listMappings([...organization])}.`;
}
