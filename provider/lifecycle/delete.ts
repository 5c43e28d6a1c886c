import type { Properties } from "../wire";
import type { Context } from "./context";
import { undefinedIfDeleted } from "./deletionCheck";

/**
 * Deletes a mapping by one DELETE. It also succeeds if the list confirms that the mapping is already gone.
 *
 * If another resource has adopted the mapping in this run, even one of another provider, nothing is sent: the engine creates
 * the new resource before it deletes the old one.
 *
 * Messages do not show the display name, which may be a secret, because no check has run.
 */
export async function remove(context: Context, id: string, properties: Properties): Promise<void> {
  if (context.adoptions.adopted.has(id)) {
    context.status(`${id} is not deleted, because another resource has adopted it in this run`);
    return;
  }
  await undefinedIfDeleted(context, { verb: "delete", id, properties }, async () => {
    await context.mappings.delete(id);
    return {};
  });
}
