import { ConfigurationError } from "../errors/providerError";
import { describeSource, firstOf, type Source, type SourceKind } from "./sources";

/** What becomes of a creation whose content the organisation holds already, in a mapping that this process did not create. */
export interface DuplicatesSetting {
  readonly policy: "refuse" | "allow";
  /** Where a user of this configuration would allow duplicates. */
  readonly source: SourceKind;
}

/** @throws ConfigurationError where the value is none of the two */
export function resolveDuplicates(sources: readonly Source[]): DuplicatesSetting {
  const given = firstOf(sources, "duplicates");
  if (given === undefined) {
    // Nobody has set it: in the environment it would be heard, unless an explicit provider hears nothing else.
    return { policy: "refuse", source: sources.at(-1)?.kind ?? "environment" };
  }
  const { value: policy, source } = given;
  if (policy !== "refuse" && policy !== "allow") {
    throw new ConfigurationError(
      `${describeSource(source, "duplicates")} is ${JSON.stringify(policy)}; it must be refuse or allow. The default is refuse.`,
    );
  }
  return { policy, source: source.kind };
}
