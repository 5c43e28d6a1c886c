import { firstOf, type Source, type SourceKind } from "./sources";
import type { ChoiceOf } from "./settingsTable";
import { readChoice } from "./values";

/** Whether to create a mapping if an identical one exists that this process did not create. */
export interface DuplicatesSetting {
  readonly policy: ChoiceOf<"duplicates">;
  /** Where a user of this configuration would allow duplicates. */
  readonly source: SourceKind;
}

/** @throws {ConfigurationError} */
export function resolveDuplicates(sources: readonly Source[]): DuplicatesSetting {
  // If no source has it, it can be set in the last one: the environment, or the Provider.
  const source = firstOf(sources, "duplicates")?.source ?? sources.at(-1);
  return { policy: readChoice(sources, "duplicates"), source: source?.kind ?? "environment" };
}
