import { failurePrefix, ProviderError, type RequestContext, shownMessage } from "../errors";
import { isRefusal } from "../rest";
import {
  type Inputs,
  type PartialGroupMapping,
  type State,
  stateAfterRead,
  stateAfterWrite,
  toPatch,
  UNKNOWN,
  type UpdateGroupMapping,
} from "../wire";
import type { Failure } from "./checkInputs";
import type { Context } from "./context";
import { undefinedIfDeleted } from "./deletionCheck";
import { keepEquivalentFilter } from "./keepEquivalentFilter";

/** Takes over a mapping that exists: one GET, and one PATCH of what differs, where anything does. */
export async function adopt(
  context: Context,
  inputs: Inputs,
  adoptId: string,
): Promise<{ id: string; outs: State }> {
  const action: RequestContext = { verb: "adopt", displayName: inputs.displayName, mappingId: adoptId };
  const { adopted } = context.adoptions;
  if (adopted.has(adoptId)) {
    throw new ProviderError(
      `${failurePrefix(action)}: another resource has adopted it in this run. ${ONE_OWNER}`,
      "notAdoptable",
    );
  }
  adopted.add(adoptId);
  try {
    const { found, patch } = await findToAdopt(context, action, inputs, adoptId);
    const response =
      Object.keys(patch).length === 0
        ? {}
        : await context.mappings.update(adoptId, patch, inputs.displayName);
    const olds = stateAfterRead(inputsOrEmpty(found), found, {});
    return { id: adoptId, outs: stateAfterWrite(response, inputs, { ...olds }) };
  } catch (error) {
    adopted.delete(adoptId);
    throw error;
  }
}

/**
 * What a preview can say of an adoption, for create is not called in one: nothing is changed.
 *
 * @returns why it cannot be done. If it can, what it will change is reported.
 */
export async function previewAdoption(context: Context, inputs: Inputs, adoptId: string): Promise<Failure[]> {
  const displayName = inputs.displayName === UNKNOWN ? undefined : inputs.displayName;
  try {
    const action: RequestContext = { verb: "adopt", displayName, mappingId: adoptId };
    const { found, patch } = await findToAdopt(context, action, inputs, adoptId);
    const changed = Object.keys(patch);
    context.status(
      `${JSON.stringify(displayName ?? adoptId)}: adopts ${adoptId}` +
        (changed.length === 0 ? ", which is as declared" : `, and changes its ${changed.join(", ")}`),
    );
    await context.impact.tell(inputs.displayName, { before: found.filter, after: inputs.filter });
    return [];
  } catch (error) {
    // The engine prints the value of a property, which has nothing to do with the credentials.
    return [{ property: isRefusal(error) ? "" : "adoptId", reason: shownMessage(error) }];
  }
}

const ONE_OWNER = "Two resources cannot manage one mapping: remove adoptId from one of them.";

/**
 * Returns the mapping, and what differs from the wish; not how a filter is written.
 *
 * @throws ProviderError where another resource manages it, or the organization has no such mapping, …
 */
async function findToAdopt(
  context: Context,
  action: RequestContext,
  inputs: Inputs,
  adoptId: string,
): Promise<{ readonly found: PartialGroupMapping; readonly patch: UpdateGroupMapping }> {
  if (context.adoptions.managed.has(adoptId)) {
    throw new ProviderError(
      `${failurePrefix(action)}: another resource of this program manages it. ${ONE_OWNER}`,
      "notAdoptable",
    );
  }
  // Nothing is known of the mapping yet: as for a look-up, what the list lacks is not there.
  const found = await undefinedIfDeleted(context, { verb: "adopt", id: adoptId, properties: {} }, () =>
    context.mappings.reads.get(adoptId, action.displayName),
  );
  if (found === undefined) {
    throw new ProviderError(
      `${failurePrefix(action)}: the organization of these credentials has no group mapping with this id. Check adoptId (the ` +
        "Console shows the id, as `confluent iam group-mapping list` does) and the organization, or remove adoptId to create one.",
      "notAdoptable",
    );
  }
  const olds = keepEquivalentFilter(context.filterPolicy, { ...inputsOrEmpty(found) }, { ...inputs });
  return { found, patch: toPatch(olds, { ...inputs }) };
}

/** What is missing in the response differs from any wish, and so is sent. */
function inputsOrEmpty({ display_name = "", description = "", filter = "" }: PartialGroupMapping): Inputs {
  return { displayName: display_name, description, filter };
}
