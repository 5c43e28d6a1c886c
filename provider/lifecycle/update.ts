import { failurePrefix, ProviderError } from "../errors";
import { inputsOf, type Properties, type State, stateAfterWrite, textOf, toPatch } from "../wire";
import type { Context } from "./context";
import { undefinedIfDeleted } from "./deletionCheck";
import { keepEquivalentFilter } from "./keepEquivalentFilter";

/**
 * Updates a mapping by one PATCH with only the changed inputs. The state is the response. Sends nothing if no input changed,
 * or if only the filter changed, to an equivalent one.
 */
export async function update(
  context: Context,
  id: string,
  olds: Properties,
  news: Properties,
): Promise<{ outs: State }> {
  const patch = toPatch(keepEquivalentFilter(context.filterPolicy, olds, news), news);
  if (Object.keys(patch).length === 0) {
    return { outs: stateAfterWrite({}, inputsOf(news), olds) };
  }
  const displayName = textOf(olds["displayName"]);
  const response = await undefinedIfDeleted(context, { verb: "update", id, properties: olds }, () =>
    context.mappings.update(id, patch, displayName),
  );
  if (response === undefined) {
    throw new ProviderError(
      `${failurePrefix({ verb: "update", displayName, mappingId: id })}: it was deleted outside Pulumi. ` +
        "Run `pulumi up --refresh` to create it again, with a new id.",
      "deletedOutside",
    );
  }
  return { outs: stateAfterWrite(response, inputsOf(news), olds) };
}
