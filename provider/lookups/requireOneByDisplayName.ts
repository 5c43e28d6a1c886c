import { distance } from "fastest-levenshtein";
import { ProviderError, type RequestContext, subject } from "../errors";
import type { GetGroupMappingResult } from "./result";

/** How many mappings an error names at most. */
const MAX_NAMED_IDS = 20;

/** How many names that are near to the wanted one are shown at most. */
const MAX_SUGGESTIONS = 3;

/**
 * The one mapping that has the display name.
 *
 * @throws ProviderError where none has it, with the names that are near; where several have it, with their ids
 */
export function requireOneByDisplayName(
  displayName: string,
  all: readonly GetGroupMappingResult[],
): GetGroupMappingResult {
  const [found, ...others] = all.filter((mapping) => mapping.displayName === displayName);
  if (found === undefined) {
    throw none(displayName, all);
  }
  if (others.length > 0) {
    throw several(displayName, [found, ...others]);
  }
  return found;
}

function none(displayName: string, all: readonly GetGroupMappingResult[]): ProviderError {
  const near = nearTo(displayName, all).map(
    (mapping) => `${JSON.stringify(mapping.displayName)} (${mapping.id})`,
  );
  const advice =
    near.length === 0 ? "Check the name and the organization." : `Did you mean ${near.join(" or ")}?`;
  return cannotGet(
    displayName,
    all.length === 0
      ? "the organization of these credentials has no group mappings. Check the organization."
      : `the organization of these credentials has no group mapping with this display name. ${advice}`,
  );
}

function several(displayName: string, found: readonly GetGroupMappingResult[]): ProviderError {
  const ids = found.slice(0, MAX_NAMED_IDS).map(({ id }) => id);
  const more = found.length > ids.length ? ` and ${found.length - ids.length} more` : "";
  return cannotGet(
    displayName,
    `${found.length} group mappings have this display name: ${ids.join(", ")}${more}. ` +
      "Look up the one that is meant by its id, or all of them with getGroupMappings.",
  );
}

function cannotGet(displayName: string, why: string): ProviderError {
  const action: RequestContext = { verb: "read", displayName };
  return new ProviderError(`Cannot get ${subject(action)}: ${why}`);
}

/** The nearest first. Names that differ in case alone are as near as can be. */
function nearTo(
  displayName: string,
  all: readonly GetGroupMappingResult[],
): readonly GetGroupMappingResult[] {
  const wanted = displayName.trim().toLowerCase();
  const farthest = Math.min(3, Math.floor(wanted.length / 3));
  return all
    .map((mapping) => ({ mapping, away: distance(wanted, mapping.displayName.trim().toLowerCase()) }))
    .filter(({ away }) => away <= farthest)
    .sort((one, other) => one.away - other.away)
    .slice(0, MAX_SUGGESTIONS)
    .map(({ mapping }) => mapping);
}
