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
  /** `group-…`; ids in old organizations begin with `pool-`. */
  readonly id: string;
  /** The name in the Console. It may not be unique. */
  readonly displayName: string;
  /** `""` if it has none. */
  readonly description: string;
  /** Which groups are mapped: the identifier of one group, or a CEL expression over `groups`. */
  readonly filter: string;
  /** `User:<id>`: the principal of a role binding or an ACL for this mapping. */
  readonly roleBindingPrincipal: string;
}

/** @throws {InvalidResponseError} If the response has no display name or filter. */
export function resultOf(id: string, response: PartialGroupMapping): GetGroupMappingResult {
  const inputs = inputsFromResponse(id, response);
  const state = stateAfterRead(inputs, response, {});
  const outputs = Object.fromEntries(OUTPUT_NAMES.map((name) => [name, state[name]])) as LookedUpOutputs;
  return Object.freeze({ id, ...inputs, ...outputs, roleBindingPrincipal: roleBindingPrincipalOf(id) });
}
