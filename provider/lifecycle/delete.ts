import type { Properties } from "../wire";
import type { Context } from "./context";
import { undefinedIfDeleted } from "./deletionCheck";

/**
 * One DELETE. A mapping that is gone already is done, once the list confirms that it is gone.
 *
 * One that this run has adopted is another resource's by now, for the engine creates the new before it deletes the old:
 * nothing is sent, and the mapping lives on.
 *
 * No message shows the display name, because no check has said whether it is a secret.
 */
export async function remove(context: Context, id: string, properties: Properties): Promise<void> {
  if (context.adoptions.adopted.has(id)) {
    context.status(`${id} is not deleted, for a resource of this program has adopted it in this run`);
    return;
  }
  await undefinedIfDeleted(context, { verb: "delete", id, properties }, async () => {
    await context.mappings.delete(id);
    return {};
  });
}
