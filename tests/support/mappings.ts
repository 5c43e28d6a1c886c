import type { GroupMapping } from "../../emulator/index";

/** The default organization of `body`. */
export const ORGANIZATION = "1111aaaa-0000-4000-8000-000000000001";

/** Another organization. */
export const OTHER_ORGANIZATION = "2222bbbb-0000-4000-8000-000000000002";

/** Inputs for tests in which the values do not matter. */
export const INPUTS = {
  displayName: "Admins",
  description: "Who may do everything",
  filter: '"admins" in groups',
};

export function crnOf(id: string, organization = ORGANIZATION): string {
  return `crn://confluent.cloud/organization=${organization}/group-mapping=${id}`;
}

/** Returns a mapping in the API's format, with INPUTS. */
export function body(id: string, fields: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    api_version: "iam/v2",
    kind: "GroupMapping",
    id,
    metadata: metadataOf(id),
    display_name: INPUTS.displayName,
    description: INPUTS.description,
    filter: INPUTS.filter,
    principal: id,
    state: "ENABLED",
    ...fields,
  };
}

/** Returns the state of a resource with these inputs, whose mapping the emulator has. */
export function stateInEmulator<Inputs extends object>(inputs: Inputs, mapping: GroupMapping | undefined) {
  return {
    ...inputs,
    principal: mapping?.id,
    state: "ENABLED",
    resourceName: mapping?.metadata?.resource_name,
    createdAt: mapping?.metadata?.created_at,
    updatedAt: mapping?.metadata?.updated_at,
  };
}

/** Returns the metadata of `body`, optionally of another organization or with additional properties. */
export function metadataOf(
  id: string,
  organization = ORGANIZATION,
  more: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  return {
    self: `https://api.confluent.cloud/iam/v2/sso/group-mappings/${id}`,
    resource_name: crnOf(id, organization),
    created_at: "2024-01-01T00:00:00Z",
    updated_at: "2024-01-02T00:00:00Z",
    ...more,
  };
}

/** Returns a mapping of another organization. */
export function foreignBody(id: string): Record<string, unknown> {
  return body(id, { metadata: metadataOf(id, OTHER_ORGANIZATION) });
}

/** Returns a mapping that is being deleted. */
export function deletedBody(id: string): Record<string, unknown> {
  return body(id, { metadata: metadataOf(id, ORGANIZATION, { deleted_at: "2024-01-03T00:00:00Z" }) });
}

/** Returns a page of the list. `next` is the API's link to the next page. */
export function page(mappings: readonly unknown[], next?: string | null): Record<string, unknown> {
  return { metadata: next === undefined ? {} : { next }, data: mappings };
}

/** Returns the response of `GET /org/v2/organizations`. */
export function organizationsPage(...ids: string[]): Record<string, unknown> {
  const data = ids.map((id) => ({
    api_version: "org/v2",
    kind: "Organization",
    id,
    display_name: "Example",
    metadata: { resource_name: `crn://confluent.cloud/organization=${id}` },
  }));
  return { metadata: {}, data };
}

/** Returns the state for `body`. */
export function stateOf(id: string): Record<string, unknown> {
  return {
    ...INPUTS,
    principal: id,
    state: "ENABLED",
    resourceName: crnOf(id),
    createdAt: "2024-01-01T00:00:00Z",
    updatedAt: "2024-01-02T00:00:00Z",
  };
}

/** Returns the state with `__provider`, as the host passes it to an operation. */
export function handedOver(
  id: string,
  more: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  return { __provider: "exports.handler = …", ...stateOf(id), ...more };
}
