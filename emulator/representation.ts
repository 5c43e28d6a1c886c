import {
  COLLECTION_PATH,
  type GroupMapping,
  type GroupMappingList,
  type OrganizationList,
  ORGANIZATIONS_PATH,
} from "../provider/wire";
import type { Page } from "./paging";
import type { StoredMapping } from "./store";

/** As in observed responses; the API's documents say `iam.v2/sso`. */
const API_VERSION = "iam/v2";
const ORGANIZATION_API_VERSION = "org/v2";

/** @param url the emulator's own address, without a slash at its end */
export function representMapping(mapping: StoredMapping, url: string): GroupMapping {
  const { id, organizationId, display_name, description, filter, created_at, updated_at, deleted_at } =
    mapping;
  return {
    api_version: API_VERSION,
    kind: "GroupMapping",
    id,
    metadata: {
      self: `${url}${COLLECTION_PATH}/${id}`,
      resource_name: `${createCrn(organizationId)}/group-mapping=${id}`,
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

export function representMappingPage(
  { items, metadata }: Page<StoredMapping>,
  url: string,
): GroupMappingList {
  return {
    api_version: API_VERSION,
    kind: "GroupMappingList",
    metadata,
    data: items.map((mapping) => representMapping(mapping, url)),
  };
}

export function representOrganizationPage(
  { items, metadata }: Page<{ readonly id: string }>,
  url: string,
): OrganizationList {
  return {
    api_version: ORGANIZATION_API_VERSION,
    kind: "OrganizationList",
    metadata,
    data: items.map(({ id }) => ({
      api_version: ORGANIZATION_API_VERSION,
      kind: "Organization",
      id,
      metadata: { self: `${url}${ORGANIZATIONS_PATH}/${id}`, resource_name: createCrn(id) },
      display_name: "Emulated Organization",
      jit_enabled: true,
    })),
  };
}

function createCrn(organizationId: string): string {
  return `crn://confluent.cloud/organization=${organizationId}`;
}
