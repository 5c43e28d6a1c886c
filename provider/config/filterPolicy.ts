import { ConfigurationError } from "../errors/providerError";
import { describeSource, firstOf, type Setting, type Source } from "./sources";

/** How strictly filters are judged before anything is sent. */
export interface FilterPolicy {
  /** What becomes of a warning about a filter: an error, a warning, or nothing, for then no filter is read. Default: warn. */
  readonly filterCheck: (typeof FILTER_CHECKS)[number];
  /** What becomes of a filter that lets every SSO user in, unless its resource says so. Default: warn. */
  readonly everyone: (typeof EVERYONE_POLICIES)[number];
}

/** From the loosest to the strictest. */
export const FILTER_CHECKS = ["off", "warn", "error"] as const;
const EVERYONE_POLICIES = ["allow", "warn", "deny"] as const;

/** The policy where nothing else is configured. */
export const DEFAULT_FILTER_POLICY: FilterPolicy = { filterCheck: "warn", everyone: "warn" };

/** @throws ConfigurationError where a value is none of those that the setting may have */
export function resolveFilterPolicy(sources: readonly Source[]): FilterPolicy {
  return {
    filterCheck: oneOf(sources, "filterCheck", FILTER_CHECKS),
    everyone: oneOf(sources, "everyone", EVERYONE_POLICIES),
  };
}

function oneOf<Value extends string>(
  sources: readonly Source[],
  setting: Setting,
  values: readonly (Value | "warn")[],
): Value | "warn" {
  const given = firstOf(sources, setting);
  if (given === undefined) {
    return "warn";
  }
  const value = values.find((known) => known === given.value);
  if (value === undefined) {
    throw new ConfigurationError(
      `${describeSource(given.source, setting)} is ${JSON.stringify(given.value)}; it must be ` +
        `${values.slice(0, -1).join(", ")} or ${values.at(-1) ?? ""}. The default is warn.`,
    );
  }
  return value;
}
