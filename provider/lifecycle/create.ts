import type { Context } from "./context";
import { inputsOf, type Properties, type State, stateAfterWrite, toWire } from "./state";

/** One POST. Its answer is the state: nothing is read back. */
export async function create(
  { mappings }: Context,
  properties: Properties,
): Promise<{ id: string; outs: State }> {
  const inputs = inputsOf(properties);
  const created = await mappings.create(toWire(inputs));
  return { id: created.id, outs: stateAfterWrite(created, inputs) };
}
