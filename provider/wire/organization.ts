import type { GroupMappingList, ObjectMeta } from "./groupMapping";

/**
 * The JSON of `/org/v2/organizations` as it travels, in the API's own words. Credentials belong to one organization, so
 * the list has one item.
 *
 * Source: the API's published OpenAPI description. `api_version` and `kind` are never validated.
 */

/** The path of the list, under the endpoint. */
export const ORGANIZATIONS_PATH = "/org/v2/organizations";

/** An organization as the API returns it. */
export interface Organization {
  readonly api_version?: string;
  readonly kind?: string;
  /** A UUID in every response seen. */
  readonly id: string;
  /** `resource_name` is the CRN: `crn://confluent.cloud/organization=…`. */
  readonly metadata?: Omit<ObjectMeta, "deleted_at">;
  readonly display_name?: string;
  /** Whether users are created when they first sign in through SSO. */
  readonly jit_enabled?: boolean;
}

/** One page of the list. */
export interface OrganizationList {
  readonly api_version?: string;
  readonly kind?: string;
  readonly metadata: GroupMappingList["metadata"];
  readonly data: readonly Organization[] | null;
}

/**
 * The organisation that a Confluent resource name belongs to, or undefined where the text names none.
 *
 * Form: `crn://confluent.cloud/organization=<organisation>/group-mapping=<id>`.
 */
export function organizationOf(resourceName: string | undefined): string | undefined {
  return resourceName === undefined ? undefined : /\/organization=([^/]+)/.exec(resourceName)?.[1];
}

/** Organisation ids are UUIDs: case says nothing. */
export function isSameOrganization(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
