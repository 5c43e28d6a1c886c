import { secrets } from "../errors";
import { type Properties, UNKNOWN } from "../wire";
import type { CheckResult } from "./checkInputs";

/** Whether the program marked this argument as a secret: the class passes the names of those that are. */
export function isSecretInput({ __secretInputs: names }: Properties, name: string): boolean {
  return Array.isArray(names) && names.includes(name);
}

/**
 * Takes the values that the program marked as secrets out of what check reports, and out of all that this process prints
 * afterwards: create and update follow check, but get neither the marks nor the names.
 */
export async function hideSecretInputs(
  olds: Properties,
  news: Properties,
  check: () => Promise<CheckResult>,
): Promise<CheckResult> {
  const names = Object.keys(news).filter((name) => isSecretInput(news, name));
  for (const value of names.flatMap((name) => [olds[name], news[name]])) {
    if (typeof value === "string" && value !== UNKNOWN) {
      secrets.addInput(value);
    }
  }
  const { inputs, failures } = await check();
  return {
    inputs,
    failures: failures.map(({ property, reason }) => ({
      // The engine prints the value of a property that it is told the name of.
      property: names.includes(property) ? "" : property,
      reason: secrets.redact(reason),
    })),
  };
}
