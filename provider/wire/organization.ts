/** The path of the list, under the endpoint. Credentials belong to one organization, so it has one item. */
export const ORGANIZATIONS_PATH = "/org/v2/organizations";

/** Returns the organization in a name such as `crn://confluent.cloud/organization=<id>/group-mapping=<id>`. */
export function organizationOf(resourceName: string | undefined): string | undefined {
  return resourceName === undefined ? undefined : /\/organization=([^/\s\p{Cc}]+)/u.exec(resourceName)?.[1];
}

/** Compares organization ids, which are UUIDs, so case does not matter. */
export function isSameOrganization(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
