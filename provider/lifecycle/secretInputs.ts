import { secrets } from "../errors";
import { type Properties, UNKNOWN } from "../wire";
import type { CheckResult } from "./checkInputs";

/**
 * Takes the values that the program marked as secrets out of what check reports, and out of all that this process prints
 * afterwards: create and update follow check, but may get neither the marks nor the names.
 *
 * @param secretNames the names of the arguments that are marked
 */
export async function hideSecretInputs(
  secretNames: readonly string[],
  olds: Properties,
  news: Properties,
  check: () => Promise<CheckResult>,
): Promise<CheckResult> {
  for (const value of secretNames.flatMap((name) => [olds[name], news[name]])) {
    if (typeof value === "string" && value !== UNKNOWN) {
      secrets.addInput(value);
    }
  }
  const { inputs, failures } = await check();
  return {
    inputs,
    failures: failures.map(({ property, reason }) => ({
      // The engine prints the value of a property that it is told the name of.
      property: secretNames.includes(property) ? "" : property,
      reason: secrets.redact(reason),
    })),
  };
}
