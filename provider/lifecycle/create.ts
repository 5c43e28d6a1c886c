import { cannot } from "../rest/action";
import { ProviderError } from "../rest/providerError";
import type { Context } from "./context";
import { inputsOf, isDeleted, type Properties, type State, stateAfterWrite, toWire } from "./state";

/** One POST. Its answer is the state: nothing is read back. */
export async function create(
  { mappings }: Context,
  properties: Properties,
): Promise<{ id: string; outs: State }> {
  const inputs = inputsOf(properties);
  const created = await mappings.create(toWire(inputs));
  if (isDeleted(created)) {
    throw new ProviderError(
      `${cannot({ verb: "create", displayName: inputs.displayName, mappingId: created.id })}: ` +
        "the API created it and says in the same answer that it is deleted. Run `pulumi up` again.",
    );
  }
  return { id: created.id, outs: stateAfterWrite(created, inputs) };
}
