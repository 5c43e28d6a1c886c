import { inputsFromResponse } from "../rest";
import { noSuchMapping } from "../errors";
import { type Inputs, isLookup, type Properties, type State, stateAfterRead } from "../wire";
import type { Context } from "./context";
import { undefinedIfDeleted } from "./deletionCheck";

/** `{}` says that the mapping is gone: the engine takes the resource out of the state. */
export type ReadResult = { id: string; props: State; inputs: Inputs } | Record<string, never>;

/**
 * One GET. The inputs are answered too, so that the next preview shows what was changed behind Pulumi's back.
 *
 * A mapping is gone where the API says so and the list confirms it; in every other case the state stays as it is and
 * the error says why, without the display name: no check has said whether it is a secret.
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
