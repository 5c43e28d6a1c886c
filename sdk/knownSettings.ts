import * as pulumi from "@pulumi/pulumi";
import { findUnknownKeys } from "../provider/config/unknownSettings";
import { isMocked } from "./mockedLookups";
import { runError } from "./runError";

const warned = new Set<string>();

/**
 * Checks the names of the stack's configuration, before anything is registered. Warns of a name that is no setting.
 *
 * @throws {pulumi.RunError} If a name is a misspelled setting: without it a safety check may be off. Not under mocks.
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
    throw runError(errors.join("\n"));
  }
}
