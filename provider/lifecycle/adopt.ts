import { failurePrefix, messageOf, ProviderError, type RequestContext, shownMessage } from "../errors";
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

/** Adopts an existing mapping: one GET, and one PATCH if any input differs. */
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
  try {
    adopted.add(adoptId);
  } catch (error) {
    throw new ProviderError(
      `${failurePrefix(action)}: the adoption could not be announced to the other providers of this run, which could delete the mapping: ${messageOf(error)}. ` +
        "Set the environment variable TMPDIR to a folder in which files can be written.",
      "notAdoptable",
    );
  }
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
 * Checks an adoption in a preview, which does not call create, and shows what the adoption will change.
 *
 * @returns the failure if the mapping cannot be adopted
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
    await context.impact.report(inputs.displayName, { before: found.filter, after: inputs.filter });
    return [];
  } catch (error) {
    // The engine prints the value of a property, which has nothing to do with the credentials.
    return [{ property: isRefusal(error) ? "" : "adoptId", reason: shownMessage(error) }];
  }
}

const ONE_OWNER = "Two resources cannot manage one mapping: remove adoptId from one of them.";

/**
 * Returns the mapping and the inputs that differ from it. An equivalent filter does not differ.
 *
 * @throws {ProviderError} If another resource manages the mapping, or the organization does not have it.
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
  // The state does not have the mapping yet. As in a lookup, a mapping that is not in the list does not exist.
  const found = await undefinedIfDeleted(context, { verb: "adopt", id: adoptId, properties: {} }, () =>
    context.mappings.reads.get(adoptId, action.displayName),
  );
  if (found === undefined) {
    throw new ProviderError(
      `${failurePrefix(action)}: the organization of these credentials has no group mapping with this id. Check adoptId and ` +
        "the organization (`confluent iam group-mapping list` shows all ids), or remove adoptId to create a mapping.",
      "notAdoptable",
    );
  }
  const olds = keepEquivalentFilter(context.filterPolicy, { ...inputsOrEmpty(found) }, { ...inputs });
  return { found, patch: toPatch(olds, { ...inputs }) };
}

/** A property that the response lacks differs from any input, so it is sent. */
function inputsOrEmpty({ display_name = "", description = "", filter = "" }: PartialGroupMapping): Inputs {
  return { displayName: display_name, description, filter };
}
