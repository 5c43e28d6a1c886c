import type { Context } from "./context";
import { unlessGone } from "./gone";
import { type Properties, textOf } from "./state";

/** One DELETE. A mapping that is gone already is done, once the list confirms that it is gone. */
export async function remove(context: Context, id: string, properties: Properties): Promise<void> {
  const displayName = textOf(properties["displayName"]);
  await unlessGone(context, { verb: "delete", id, properties }, () =>
    context.mappings.delete(id, displayName),
  );
}
