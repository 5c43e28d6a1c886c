import { ForbiddenError, NotFoundError } from "../rest/apiError";
import type { Context } from "./context";
import { confirmGone } from "./gone";
import { type Properties, textOf } from "./state";

/** One DELETE. A mapping that is gone already is done, once the list confirms that it is gone. */
export async function remove(context: Context, id: string, properties: Properties): Promise<void> {
  try {
    await context.mappings.delete(id, textOf(properties["displayName"]));
  } catch (error) {
    if (!(error instanceof NotFoundError || error instanceof ForbiddenError)) {
      throw error;
    }
    await confirmGone(context, { verb: "delete", id, properties }, error);
  }
}
