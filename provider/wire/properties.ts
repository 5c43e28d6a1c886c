import type { CreateGroupMapping, GroupMapping, ObjectMeta } from "./groupMapping";

/** A path in the JSON of a group mapping: a field, or a field of its metadata. */
export type WirePath =
  | readonly [Exclude<keyof GroupMapping, "metadata" | "api_version" | "kind">]
  | readonly ["metadata", keyof ObjectMeta];

/** The inputs, in display order, and the path of each in the API's JSON. */
export const INPUTS = {
  displayName: ["display_name"],
  description: ["description"],
  filter: ["filter"],
} as const satisfies Record<string, readonly [keyof CreateGroupMapping]>;

/** The outputs that are not inputs, and the path of each in the API's JSON. sdk/groupMapping.ts does not compile if it lacks one. */
export const OUTPUTS = {
  /** The federated identity of the mapping; equal to the id in every response seen so far. undefined: not reported. */
  principal: ["principal"],
  /** The state of the mapping in the API; `ENABLED` is the only documented value. undefined: not reported. */
  state: ["state"],
  /** The CRN: `crn://confluent.cloud/organization=…/group-mapping=…`. undefined: not reported. */
  resourceName: ["metadata", "resource_name"],
  /** When the mapping was created, in RFC 3339. undefined: not reported. */
  createdAt: ["metadata", "created_at"],
  /** When the mapping was last changed, in RFC 3339. undefined: not reported. */
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
