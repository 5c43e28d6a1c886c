import { failurePrefix, messageOf, ProviderError, shownMessage } from "../errors";
import { isRefusal } from "../rest";
import {
  type Inputs,
  inputsOf,
  isDeleted,
  type Properties,
  type State,
  stateAfterWrite,
  textOf,
  toWire,
  UNKNOWN,
} from "../wire";
import { adopt } from "./adopt";
import type { Failure } from "./checkInputs";
import type { Context } from "./context";
import { sameFilterBy } from "./keepEquivalentFilter";

/** Creates a mapping by one POST, or adopts the mapping `adoptId`. The state is the response; there is no GET afterward. */
export async function create(context: Context, properties: Properties): Promise<{ id: string; outs: State }> {
  const inputs = inputsOf(properties);
  const adoptId = textOf(properties["adoptId"]);
  if (adoptId !== undefined) {
    return adopt(context, inputs, adoptId);
  }
  const { adoptions, creator, filterPolicy, mappings } = context;
  mappings.known.add([...adoptions.managed, ...adoptions.adopted.own]);
  const {
    mapping: created,
    duplicateIds,
    duplicateMayAppear,
  } = await creator.createWithoutDuplicates(toWire(inputs), sameFilterBy(filterPolicy), (text) =>
    context.warn(text),
  );
  if (duplicateIds.length > 0) {
    await context.warn(
      `${JSON.stringify(inputs.displayName)}: created as ${created.id}, and also as ${duplicateIds.join(", ")} by a request whose ` +
        `response was lost. This stack manages ${created.id}. Delete ${duplicateIds.join(", ")}, unless somebody else created it.`,
    );
  }
  if (duplicateMayAppear) {
    await context.warn(
      `${JSON.stringify(inputs.displayName)}: created as ${created.id}, after an earlier request that got no response and may ` +
        "still be executed. In a minute, look for a second mapping with the same name and delete it.",
    );
  }
  if (isDeleted(created)) {
    throw new ProviderError(
      `${failurePrefix({ verb: "create", displayName: inputs.displayName, mappingId: created.id })}: ` +
        "the API's response says that the new mapping is already deleted. Run `pulumi up` again.",
      "deletedOutside",
    );
  }
  return { id: created.id, outs: stateAfterWrite(created, inputs) };
}

/**
 * Checks a creation in a preview, which does not call create: whether the API accepts the credentials, and whether an
 * identical mapping exists. The latter is only a warning, because the program may rename, move, or replace that resource.
 */
export async function previewCreation(context: Context, inputs: Inputs): Promise<Failure[]> {
  const { adoptions, creator, filterPolicy } = context;
  try {
    const wanted = Object.values(inputs).includes(UNKNOWN) ? undefined : toWire(inputs);
    const warning = await creator.guard.preview(wanted, sameFilterBy(filterPolicy), adoptions.announced);
    if (warning !== undefined) {
      await context.warn(warning);
    }
    return [];
  } catch (error) {
    if (isRefusal(error)) {
      return [{ property: "", reason: shownMessage(error) }];
    }
    await context.warn(
      `New group mappings could not be checked against the organization: ${messageOf(error)}\n` +
        "`pulumi up` checks again before it creates a mapping. To disable these checks in previews, set confluent-sso:previewChecks to offline.",
    );
    return [];
  }
}
