import { inputsOf, type Properties, textOf, UNKNOWN } from "../wire/state";
import { foreseeAdoption } from "./adopt";
import type { Adoptions } from "./adoptions";
import { type CheckResult, checkInputs, isNew } from "./checkInputs";
import type { Context } from "./context";

/** What check needs. */
export interface CheckContext {
  readonly adoptions: Adoptions;
  /** The API, for an adoption; throws where the configuration cannot be used. */
  readonly connect: () => Context;
}

/**
 * Checks the inputs, without a request; except for a new resource that is to adopt a mapping: a preview calls no create,
 * so one GET tells here whether the adoption can be done, and what it will change.
 */
export async function check(
  { adoptions, connect }: CheckContext,
  olds: Properties,
  news: Properties,
): Promise<CheckResult> {
  const { inputs, failures } = checkInputs(olds, news);
  const adoptId = news["adoptId"] === UNKNOWN ? undefined : textOf(news["adoptId"]);
  if (!isNew(olds)) {
    adoptions.leaveForDiff(inputs, adoptId);
    return { inputs, failures };
  }
  if (adoptId === undefined || failures.length > 0) {
    return { inputs, failures };
  }
  adoptions.announce(adoptId);
  const reason = await foreseeAdoption(connect, inputsOf(inputs), adoptId);
  return { inputs, failures: reason === undefined ? [] : [{ property: "adoptId", reason }] };
}
