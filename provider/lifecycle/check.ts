import { ConfigurationError } from "../errors";
import { inputsOf, type Properties, textOf, UNKNOWN } from "../wire";
import { previewAdoption } from "./adopt";
import { checkFilter } from "./checkFilter";
import { type CheckResult, checkInputs, type Failure, isNew } from "./checkInputs";
import type { Context } from "./context";
import { isSecretInput } from "./secretInputs";

/** What check needs. */
interface CheckContext extends Pick<Context, "adoptions" | "filterPolicy" | "impact" | "warn"> {
  /** The API, for an adoption; throws where the configuration cannot be used. */
  readonly connect: () => Context;
}

/**
 * Checks the inputs and the filter among them, without a request; except for a new resource that is to adopt a mapping: a
 * preview calls no create, so one GET tells here whether the adoption can be done, and what it will change.
 */
export async function check(context: CheckContext, olds: Properties, news: Properties): Promise<CheckResult> {
  const checked = checkInputs(olds, news);
  try {
    return await checkBeyondInputs(context, olds, news, checked);
  } catch (error) {
    if (error instanceof ConfigurationError) {
      // Without a property: the engine would print its value, which has nothing to do with the configuration.
      return { ...checked, failures: [{ property: "", reason: error.message }] };
    }
    throw error;
  }
}

async function checkBeyondInputs(
  context: CheckContext,
  olds: Properties,
  news: Properties,
  { inputs, failures: wrong }: CheckResult,
): Promise<CheckResult> {
  const { adoptions, connect, impact } = context;
  const failures = wrong.length > 0 ? wrong : await failuresOfFilter(context, inputs, news);
  const noDirectory = await impact.problem();
  if (noDirectory !== undefined) {
    failures.push({ property: "", reason: noDirectory });
  }
  const adoptId = news["adoptId"] === UNKNOWN ? undefined : textOf(news["adoptId"]);
  // After a failure the engine calls no diff, which would take what is stashed.
  if (failures.length > 0) {
    return { inputs, failures };
  }
  if (!isNew(olds)) {
    adoptions.stash(inputs, adoptId);
  } else if (adoptId !== undefined) {
    adoptions.announced.add(adoptId);
    const reason = await previewAdoption(connect, inputsOf(inputs), adoptId);
    failures.push(...(reason === undefined ? [] : [{ property: "adoptId", reason }]));
  } else if (news["adoptId"] !== UNKNOWN) {
    await impact.tell(inputs["displayName"], { after: inputs["filter"] });
  }
  return { inputs, failures };
}

/** Why the filter cannot be sent; what else is to be said of it is told, under the name of its mapping. */
async function failuresOfFilter(
  context: CheckContext,
  inputs: Properties,
  news: Properties,
): Promise<Failure[]> {
  const { displayName, filter } = inputs;
  const { filterCheck, allowEveryone } = news;
  const own = { filterCheck, allowEveryone, isSecret: isSecretInput(news, "filter") };
  const { failures, warnings } = checkFilter(filter, own, context.filterPolicy());
  const mapping = displayName === UNKNOWN ? "A group mapping" : JSON.stringify(displayName);
  for (const warning of failures.length > 0 ? [] : warnings) {
    await context.warn(`${mapping}: ${warning}`);
  }
  return [...failures];
}
