import * as pulumi from "@pulumi/pulumi";
import { findUnknownKeys } from "../provider/config/unknownSettings";
import { isMocked } from "./mockedLookups";
import { runError } from "./runError";

const warned = new Set<string>();

/**
 * Checks the names in the stack configuration before anything is registered. Warns about unknown names.
 *
 * @throws {pulumi.RunError} If a name is a misspelled setting, because a safety check could be off. Never under mocks.
 */
export function requireKnownSettings(): void {
  if (isMocked()) {
    return;
  }
  const { errors, warnings } = findUnknownKeys(Object.keys(pulumi.runtime.allConfig()), pulumi.getProject());
  for (const warning of warnings.filter((text) => !warned.has(text))) {
    warned.add(warning);
    void pulumi.log.warn(warning);
  }
  if (errors.length > 0) {
    throw runError(errors.join("\n"), "configuration");
  }
}
