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

/** One POST, or the adoption of the mapping that `adoptId` names. The response is the state: nothing is read back. */
export async function create(context: Context, properties: Properties): Promise<{ id: string; outs: State }> {
  const inputs = inputsOf(properties);
  const adoptId = textOf(properties["adoptId"]);
  if (adoptId !== undefined) {
    return adopt(context, inputs, adoptId);
  }
  const { adoptions, creator, filterPolicy, mappings } = context;
  mappings.known.add([...adoptions.managed, ...adoptions.adopted]);
  const {
    mapping: created,
    duplicateIds,
    duplicateMayAppear,
  } = await creator.createWithoutDuplicates(toWire(inputs), sameFilterBy(filterPolicy), (text) =>
    context.warn(text),
  );
  if (duplicateIds.length > 0) {
    await context.warn(
      `${JSON.stringify(inputs.displayName)}: created as ${created.id}, and once more as ${duplicateIds.join(", ")} by a request ` +
        `whose answer was lost. This stack manages ${created.id}: delete ${duplicateIds.join(", ")}, unless somebody else made it.`,
    );
  }
  if (duplicateMayAppear) {
    await context.warn(
      `${JSON.stringify(inputs.displayName)}: created as ${created.id}, after an earlier try that was given up without an ` +
        "answer and may still be carried out. Look for a second mapping of the same name in a minute, and delete it.",
    );
  }
  if (isDeleted(created)) {
    throw new ProviderError(
      `${failurePrefix({ verb: "create", displayName: inputs.displayName, mappingId: created.id })}: ` +
        "the API created it and says in the same answer that it is deleted. Run `pulumi up` again.",
      "deletedOutside",
    );
  }
  return { id: created.id, outs: stateAfterWrite(created, inputs) };
}

/**
 * What a preview can say of a creation, which is not called in one: whether the API accepts the credentials, and whether an
 * identical mapping exists. The latter is a warning, because the program may rename, move or replace the resource of the other.
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
        "`pulumi up` checks again before it creates one. To send nothing in a preview, set confluent-sso:previewChecks to offline.",
    );
    return [];
  }
}
