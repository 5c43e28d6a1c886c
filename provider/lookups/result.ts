import { inputsFromResponse } from "../rest";
import {
  OUTPUT_NAMES,
  type Outputs,
  type PartialGroupMapping,
  roleBindingPrincipalOf,
  stateAfterRead,
} from "../wire";

type LookedUpOutputs = { readonly [Name in keyof Outputs]: string | undefined };

/** A group mapping that was looked up. The object is frozen. */
export interface GetGroupMappingResult extends LookedUpOutputs {
  /** `group-…`; mappings of old organisations begin with `pool-`. */
  readonly id: string;
  /** The name that the Console shows; it need not be unique. */
  readonly displayName: string;
  /** `""` where it has none. */
  readonly description: string;
  /** Which groups are mapped: one group's identifier, or a CEL condition over `groups`. */
  readonly filter: string;
  /** `User:<id>`: the principal of a role binding or an ACL for this mapping. */
  readonly roleBindingPrincipal: string;
}

/** @throws InvalidResponseError where the answer has no display name or no filter */
export function resultOf(id: string, response: PartialGroupMapping): GetGroupMappingResult {
  const inputs = inputsFromResponse(id, response);
  const state = stateAfterRead(inputs, response, {});
  const outputs = Object.fromEntries(OUTPUT_NAMES.map((name) => [name, state[name]])) as LookedUpOutputs;
  return Object.freeze({ id, ...inputs, ...outputs, roleBindingPrincipal: roleBindingPrincipalOf(id) });
}
