import { secrets } from "../errors";
import { type Properties, UNKNOWN } from "../wire";
import type { CheckResult } from "./checkInputs";

/**
 * Removes the values that the program marked as secrets from the failures of check and from everything that this process
 * prints afterward. create and update follow check, but do not always get the marks.
 *
 * @param secretNames the names of the marked arguments
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
      // The engine prints the value of the property that a failure names.
      property: secretNames.includes(property) ? "" : property,
      reason: secrets.redact(reason),
    })),
  };
}
