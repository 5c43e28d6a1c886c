import { failurePrefix, messageOf, ProviderError, type RequestContext } from "../errors";
import {
  type Inputs,
  isDeleted,
  type PartialGroupMapping,
  type State,
  stateAfterRead,
  stateAfterWrite,
  toPatch,
  UNKNOWN,
  type UpdateGroupMapping,
} from "../wire";
import type { Context } from "./context";
import { type DeletionCheck, undefinedIfDeleted } from "./deletionCheck";
import { keepEquivalentFilter } from "./keepEquivalentFilter";

/** Takes over a mapping that exists: one GET, and one PATCH of what differs, where anything does. */
export async function adopt(
  context: Context,
  inputs: Inputs,
  adoptId: string,
): Promise<{ id: string; outs: State }> {
  const action: RequestContext = { verb: "adopt", displayName: inputs.displayName, mappingId: adoptId };
  const { adoptions, mappings } = context;
  if (adoptions.adopted.has(adoptId)) {
    throw new ProviderError(
      `${failurePrefix(action)}: another resource has adopted it in this run. ${ONE_OWNER}`,
    );
  }
  adoptions.adopted.add(adoptId);
  try {
    requireUnmanaged(context, action, adoptId);
    const found = await findToAdopt(context, action, adoptId);
    const olds = stateAfterRead(inputsOrEmpty(found), found, {});
    const patch = patchOf(context, olds, inputs);
    const answer =
      Object.keys(patch).length === 0 ? {} : await mappings.update(adoptId, patch, inputs.displayName);
    if (isDeleted(answer)) {
      throw missing(action);
    }
    return { id: adoptId, outs: stateAfterWrite(answer, inputs, { ...olds }) };
  } catch (error) {
    adoptions.adopted.delete(adoptId);
    throw error;
  }
}

/**
 * What a preview can say of an adoption, for create is not called in one: nothing is changed.
 *
 * @returns why it cannot be done; undefined where it can, which is then told with what it will change
 */
export async function previewAdoption(
  connect: () => Context,
  inputs: Inputs,
  adoptId: string,
): Promise<string | undefined> {
  const displayName = inputs.displayName === UNKNOWN ? undefined : inputs.displayName;
  const action: RequestContext = { verb: "adopt", displayName, mappingId: adoptId };
  try {
    const context = connect();
    requireUnmanaged(context, action, adoptId);
    const found = await findToAdopt(context, action, adoptId);
    const changed = Object.keys(patchOf(context, inputsOrEmpty(found), inputs));
    context.status(
      `${JSON.stringify(displayName ?? adoptId)}: adopts ${adoptId}` +
        (changed.length === 0 ? ", which is as declared" : `, and changes its ${changed.join(", ")}`),
    );
    await context.impact.tell(inputs.displayName, { before: found.filter, after: inputs.filter });
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}

/** What differs; not how a filter is written. */
function patchOf({ filterPolicy }: Context, olds: Inputs, inputs: Inputs): UpdateGroupMapping {
  return toPatch(keepEquivalentFilter(filterPolicy, { ...olds }, { ...inputs }), { ...inputs });
}

const ONE_OWNER = "Two resources cannot manage one mapping: remove adoptId from one of them.";

function requireUnmanaged({ adoptions }: Context, action: RequestContext, adoptId: string): void {
  if (adoptions.managed.has(adoptId)) {
    throw new ProviderError(
      `${failurePrefix(action)}: another resource of this program manages it. ${ONE_OWNER}`,
    );
  }
}

/** @throws ProviderError where the organisation has no such mapping, WrongOrganizationError, … */
async function findToAdopt(
  context: Context,
  action: RequestContext,
  adoptId: string,
): Promise<PartialGroupMapping> {
  // Nothing is known of the mapping yet: as for a look-up, what the list lacks is not there.
  const check: DeletionCheck = { verb: "adopt", id: adoptId, properties: {} };
  const found = await undefinedIfDeleted(context, check, () =>
    context.mappings.reads.get(adoptId, action.displayName),
  );
  if (found === undefined || isDeleted(found)) {
    throw missing(action);
  }
  return found;
}

function missing(action: RequestContext): ProviderError {
  return new ProviderError(
    `${failurePrefix(action)}: the organization of these credentials has no group mapping with this id. Check adoptId (the ` +
      "Console shows the id, as `confluent iam group-mapping list` does) and the organization, or remove adoptId to create one.",
  );
}

/** What is missing in the answer differs from any wish, and so is sent. */
function inputsOrEmpty({ display_name = "", description = "", filter = "" }: PartialGroupMapping): Inputs {
  return { displayName: display_name, description, filter };
}
