import { inputsFromResponse } from "../rest";
import { noSuchMapping } from "../errors";
import { type Inputs, isLookup, type Properties, type State, stateAfterRead } from "../wire";
import type { Context } from "./context";
import { undefinedIfDeleted } from "./deletionCheck";

/** `{}` means that the mapping is gone: the engine removes the resource from the state. */
export type ReadResult = { id: string; props: State; inputs: Inputs } | Record<string, never>;

/**
 * Reads a mapping by one GET. Returns the inputs too, so that the next preview shows changes that were made outside Pulumi.
 *
 * A mapping counts as gone only after the API has confirmed it. In every other case, the state is kept, and an error says
 * why. The error does not show the display name, which may be a secret, because no check has run.
 */
export async function read(context: Context, id: string, properties: Properties): Promise<ReadResult> {
  const response = await undefinedIfDeleted(context, { verb: "read", id, properties }, () =>
    context.mappings.reads.get(id),
  );
  if (response !== undefined) {
    const inputs = inputsFromResponse(id, response);
    return { id, props: stateAfterRead(inputs, response, properties), inputs: { ...inputs } };
  }
  if (isLookup(properties)) {
    throw noSuchMapping(id);
  }
  return {};
}
