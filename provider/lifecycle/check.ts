import { type ChoiceOf, MissingCredentialsError } from "../config";
import { ConfigurationError, type ErrorKind, shownMessage, withCode } from "../errors";
import { inputsOf, type Properties, textOf, UNKNOWN } from "../wire";
import { previewAdoption } from "./adopt";
import { checkFilter } from "./checkFilter";
import { type CheckResult, checkInputs, type Failure, isNew } from "./checkInputs";
import type { Context } from "./context";
import { previewCreation } from "./create";

interface CheckContext extends Pick<Context, "adoptions" | "filterPolicy" | "impact" | "warn"> {
  /** The API. Throws if the configuration cannot be used. */
  readonly connect: () => Context;
  readonly previewChecks: () => ChoiceOf<"previewChecks">;
  /** Whether the program marked the filter as a secret. */
  readonly isFilterSecret?: boolean;
}

/**
 * Checks the configuration, the inputs, and the filter among them. For a new resource, it also asks the API what create
 * would encounter, because a preview does not call create: one GET for an adoption, and one list per process for all others.
 */
export async function check(context: CheckContext, olds: Properties, news: Properties): Promise<CheckResult> {
  const checked = checkInputs(olds, news);
  const { inputs, failures } = await checkBeyondInputs(context, olds, news, checked).catch(
    (error: unknown) => {
      if (error instanceof ConfigurationError) {
        // Without a property: the engine would print its value, which has nothing to do with the configuration.
        return { ...checked, failures: [...checked.failures, { property: "", reason: shownMessage(error) }] };
      }
      throw error;
    },
  );
  return { inputs, failures: withCodes(failures, "invalidInput") };
}

async function checkBeyondInputs(
  context: CheckContext,
  olds: Properties,
  news: Properties,
  { inputs, failures: wrong }: CheckResult,
): Promise<CheckResult> {
  const { adoptions, impact } = context;
  const api = await connectIfOnline(context);
  const failures = wrong.length > 0 ? wrong : await failuresOfFilter(context, inputs, news);
  const noDirectory = await impact.problem();
  if (noDirectory !== undefined) {
    failures.push({ property: "", reason: withCode(noDirectory, "directory") });
  }
  const adoptId = news["adoptId"] === UNKNOWN ? undefined : textOf(news["adoptId"]);
  // After a failure, the engine does not call diff, which would take the stashed adoptId.
  if (failures.length > 0) {
    return { inputs, failures };
  }
  if (!isNew(olds)) {
    adoptions.stash(inputs, adoptId);
  } else if (adoptId !== undefined) {
    adoptions.announced.add(adoptId);
    failures.push(...(api === undefined ? [] : await previewAdoption(api, inputsOf(inputs), adoptId)));
  } else if (news["adoptId"] !== UNKNOWN) {
    await impact.report(inputs["displayName"], { after: inputs["filter"] });
    failures.push(...(api === undefined ? [] : await previewCreation(api, inputsOf(inputs))));
  }
  return { inputs, failures };
}

/**
 * Returns the API, or undefined if previews are offline, which need no credentials.
 *
 * @throws {ConfigurationError} If the configuration cannot be used.
 */
async function connectIfOnline({ connect, previewChecks, warn }: CheckContext): Promise<Context | undefined> {
  const isOffline = previewChecks() === "offline";
  try {
    const api = connect();
    return isOffline ? undefined : api;
  } catch (error) {
    if (!isOffline || !(error instanceof MissingCredentialsError)) {
      throw error;
    }
    await warn(`${error.message}\nThis is only a warning, because the setting previewChecks is offline.`);
    return undefined;
  }
}

/** Returns why the filter cannot be sent. Warns about everything else, under the name of its mapping. */
async function failuresOfFilter(
  context: CheckContext,
  inputs: Properties,
  news: Properties,
): Promise<Failure[]> {
  const { displayName, filter } = inputs;
  const { filterCheck, allowEveryone } = news;
  const own = { filterCheck, allowEveryone, isSecret: context.isFilterSecret === true };
  const { failures, warnings } = checkFilter(filter, own, context.filterPolicy());
  const mapping = displayName === UNKNOWN ? "A group mapping" : JSON.stringify(displayName);
  for (const warning of failures.length > 0 ? [] : warnings) {
    await context.warn(`${mapping}: ${warning}`);
  }
  return withCodes(failures, "invalidFilter");
}

function withCodes(failures: readonly Failure[], kind: ErrorKind): Failure[] {
  return failures.map(({ property, reason }) => ({ property, reason: withCode(reason, kind) }));
}
