import { inputsFromResponse } from "../rest/mappings/inputsFromResponse";

import type { AnsweredMapping } from "../wire/decode";
import { stateAfterRead } from "../wire/state";

/** A group mapping that was looked up. The object is frozen. */
export interface GetGroupMappingResult {
  /** `group-…`; mappings of old organisations begin with `pool-`. */
  readonly id: string;
  /** The name that the Console shows; it need not be unique. */
  readonly displayName: string;
  /** `""` where it has none. */
  readonly description: string;
  /** Which groups are mapped: one group's identifier, or a CEL condition over `groups`. */
  readonly filter: string;
  /** The federated identity of the mapping; equal to the id in every answer of the API seen. undefined: not told. */
  readonly principal: string | undefined;
  /** The API's word for the state of the mapping; `ENABLED` is the only one published. undefined: not told. */
  readonly state: string | undefined;
  /** The CRN: `crn://confluent.cloud/organization=…/group-mapping=…`. undefined: not told. */
  readonly resourceName: string | undefined;
  /** When the mapping was created, in RFC 3339. undefined: not told. */
  readonly createdAt: string | undefined;
  /** When the mapping was last changed, in RFC 3339. undefined: not told. */
  readonly updatedAt: string | undefined;
  /** `User:<id>`: the principal of a role binding or an ACL for this mapping. */
  readonly roleBindingPrincipal: string;
}

/** @throws InvalidResponseError where the answer has no display name or no filter */
export function resultOf(id: string, answer: AnsweredMapping): GetGroupMappingResult {
  const { displayName, description, filter, ...outputs } = stateAfterRead(
    inputsFromResponse(id, answer),
    answer,
    {},
  );
  return Object.freeze({
    id,
    displayName,
    description,
    filter,
    principal: outputs.principal,
    state: outputs.state,
    resourceName: outputs.resourceName,
    createdAt: outputs.createdAt,
    updatedAt: outputs.updatedAt,
    roleBindingPrincipal: `User:${id}`,
  });
}
