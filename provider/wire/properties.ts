import type { CreateGroupMapping, GroupMapping, ObjectMeta } from "./groupMapping";

/** A place in the JSON of a group mapping: a field, or a field of its metadata. */
export type WirePath =
  | readonly [Exclude<keyof GroupMapping, "metadata" | "api_version" | "kind">]
  | readonly ["metadata", keyof ObjectMeta];

/** The inputs, in the order in which a user reads them, and where each is in the API's JSON. */
export const INPUTS = {
  displayName: ["display_name"],
  description: ["description"],
  filter: ["filter"],
} as const satisfies Record<string, readonly [keyof CreateGroupMapping]>;

/**
 * The outputs that are not inputs, and where each is in the API's JSON. The state, the look-ups, and the check of a
 * program's arguments follow from this list. The class in sdk/groupMapping.ts declares each, and does not compile if one
 * is missing.
 */
export const OUTPUTS = {
  /** The federated identity of the mapping; equal to the id in every response of the API seen. undefined: not told. */
  principal: ["principal"],
  /** The API's word for the state of the mapping; `ENABLED` is the only one published. undefined: not told. */
  state: ["state"],
  /** The CRN: `crn://confluent.cloud/organization=…/group-mapping=…`. undefined: not told. */
  resourceName: ["metadata", "resource_name"],
  /** When the mapping was created, in RFC 3339. undefined: not told. */
  createdAt: ["metadata", "created_at"],
  /** When the mapping was last changed, in RFC 3339. undefined: not told. */
  updatedAt: ["metadata", "updated_at"],
} as const satisfies Record<string, WirePath>;

/** The outputs if the API returned all of them. */
export type Outputs = { readonly [Name in keyof typeof OUTPUTS]: string };

/** The names of all outputs of the resource, the inputs first. */
export const PROPERTY_NAMES = Object.keys({ ...INPUTS, ...OUTPUTS }) as (
  keyof typeof INPUTS | keyof typeof OUTPUTS
)[];

/** Returns the principal of a role binding or an ACL for the mapping. */
export function roleBindingPrincipalOf(id: string): string {
  return `User:${id}`;
}
