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
