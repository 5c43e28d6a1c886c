import type { GroupMappingList, ObjectMeta } from "./groupMapping";

/** The path of the list, under the endpoint. Credentials belong to one organization, so it has one item. */
export const ORGANIZATIONS_PATH = "/org/v2/organizations";

/** An organization as the API returns it. Source: the API's published OpenAPI description. */
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
export interface OrganizationList extends Omit<GroupMappingList, "data"> {
  readonly data: readonly Organization[] | null;
}

/** Returns the organization in a name such as `crn://confluent.cloud/organization=<id>/group-mapping=<id>`. */
export function organizationOf(resourceName: string | undefined): string | undefined {
  return resourceName === undefined ? undefined : /\/organization=([^/]+)/.exec(resourceName)?.[1];
}

/** Organization ids are UUIDs: case says nothing. */
export function isSameOrganization(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
