import { InvalidResponseError } from "../rest";
import { isDeleted, type Properties, textOf } from "../wire";
import type { Context } from "./context";
import { type DeletionCheck, undefinedIfDeleted } from "./deletionCheck";

/**
 * One DELETE. A mapping that is gone already is done, once the list confirms that it is gone.
 *
 * One that this run has adopted is another resource's by now, for the engine creates the new before it deletes the old:
 * nothing is sent, and the mapping lives on.
 */
export async function remove(context: Context, id: string, properties: Properties): Promise<void> {
  const check: DeletionCheck = { verb: "delete", id, properties };
  const displayName = textOf(properties["displayName"]);
  if (context.adoptions.adopted.has(id)) {
    context.status(
      `${JSON.stringify(displayName ?? id)}: ${id} is not deleted, for a resource of this program has adopted it in this run`,
    );
    return;
  }
  try {
    await undefinedIfDeleted(context, check, () => context.mappings.delete(id, displayName));
  } catch (error) {
    // The answer does not say that it was done; whether it was can be seen.
    if (!(error instanceof InvalidResponseError) || !(await isGone(context, check))) {
      throw error;
    }
  }
}

async function isGone(context: Context, check: DeletionCheck): Promise<boolean> {
  try {
    const answer = await undefinedIfDeleted(context, check, () => context.mappings.get(check.id));
    return answer === undefined || isDeleted(answer);
  } catch {
    return false;
  }
}
