import { COLLECTION_PATH, type GroupMapping, type GroupMappingList } from "../../provider/wire/groupMapping";
import {
  ORGANIZATIONS_PATH,
  type Organization,
  type OrganizationList,
} from "../../provider/wire/organization";
import { groupMappingCrn, organizationCrn } from "../core/identifiers";
import type { ListItem, Page } from "./paging";
import type { StoredMapping } from "../store/state";

/** What answers seen say; the API's documents say `iam.v2/sso`. */
const API_VERSION = "iam/v2";

const ORGANIZATION_API_VERSION = "org/v2";

/** An organization in the list that its credentials see. */
export interface EmulatedOrganization extends ListItem {
  readonly id: string;
  readonly display_name: string;
}

/** The URL of a mapping at the emulator itself. */
export function createMappingUrl(emulatorUrl: string, id: string): string {
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
      self: createMappingUrl(emulatorUrl, id),
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
export function representPage(
  { items, metadata }: Page<StoredMapping>,
  emulatorUrl: string,
): GroupMappingList {
  return {
    api_version: API_VERSION,
    kind: "GroupMappingList",
    metadata,
    data: items.map((mapping) => representMapping(mapping, emulatorUrl)),
  };
}

/** Returns a page of organizations as the API represents it. */
export function representOrganizationPage(
  { items, metadata }: Page<EmulatedOrganization>,
  emulatorUrl: string,
): OrganizationList {
  return {
    api_version: ORGANIZATION_API_VERSION,
    kind: "OrganizationList",
    metadata,
    data: items.map((organization) => representOrganization(organization, emulatorUrl)),
  };
}

function representOrganization(
  { id, display_name }: EmulatedOrganization,
  emulatorUrl: string,
): Organization {
  return {
    api_version: ORGANIZATION_API_VERSION,
    kind: "Organization",
    id,
    metadata: {
      self: `${emulatorUrl}${ORGANIZATIONS_PATH}/${id}`,
      resource_name: organizationCrn(id),
    },
    display_name,
    jit_enabled: true,
  };
}
