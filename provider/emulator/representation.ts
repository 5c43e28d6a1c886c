import { COLLECTION_PATH, type GroupMapping, type GroupMappingList } from "../wire/groupMapping";
import { groupMappingCrn } from "./identifiers";
import type { Page } from "./paging";
import type { StoredMapping } from "./state";

/** What answers seen say; the API's documents say `iam.v2/sso`. */
const API_VERSION = "iam/v2";

/** The URL of a mapping at the emulator itself. */
export function mappingUrl(emulatorUrl: string, id: string): string {
  return `${emulatorUrl}${COLLECTION_PATH}/${id}`;
}

/** A mapping as the API answers it. */
export function representMapping(mapping: StoredMapping, emulatorUrl: string): GroupMapping {
  const { id, organizationId, display_name, description, filter, created_at, updated_at, deleted_at } =
    mapping;
  return {
    api_version: API_VERSION,
    kind: "GroupMapping",
    id,
    metadata: {
      self: mappingUrl(emulatorUrl, id),
      resource_name: groupMappingCrn(organizationId, id),
      created_at,
      updated_at,
      ...(deleted_at !== undefined && { deleted_at }),
    },
    display_name,
    description,
    filter,
    principal: id,
    state: "ENABLED",
  };
}

/** A page as the API answers it. */
export function representPage({ mappings, metadata }: Page, emulatorUrl: string): GroupMappingList {
  return {
    api_version: API_VERSION,
    kind: "GroupMappingList",
    metadata,
    data: mappings.map((mapping) => representMapping(mapping, emulatorUrl)),
  };
}
