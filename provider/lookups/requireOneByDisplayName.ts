import { distance } from "fastest-levenshtein";
import { ProviderError, SECRET_INPUT, secrets, subject } from "../errors";
import type { GetGroupMappingResult } from "./result";

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
  const found = all.filter((mapping) => mapping.displayName === displayName);
  const [first] = found;
  if (first !== undefined && found.length === 1) {
    return first;
  }
  const why =
    first === undefined
      ? whyNone(displayName, all)
      : `${found.length} group mappings have this display name: ${found.map(({ id }) => id).join(", ")}. ` +
        "Look up the one that is meant by its id, or all of them with getGroupMappings.";
  throw new ProviderError(
    `Cannot get ${subject({ verb: "read", displayName })}: ${why}`,
    first === undefined ? "notFound" : "ambiguousName",
  );
}

/** Shows the nearest names first. Names that differ in case alone are as near as can be. */
function whyNone(displayName: string, all: readonly GetGroupMappingResult[]): string {
  if (all.length === 0) {
    return "the organization of these credentials has no group mappings. Check the organization.";
  }
  const wanted = displayName.trim().toLowerCase();
  const farthest = Math.min(3, Math.floor(wanted.length / 3));
  const near = all
    .map((mapping) => ({ ...mapping, away: distance(wanted, mapping.displayName.trim().toLowerCase()) }))
    .filter(({ away }) => away <= farthest)
    .sort((one, other) => one.away - other.away)
    .slice(0, MAX_SUGGESTIONS)
    .map((mapping) => `${JSON.stringify(mapping.displayName)} (${mapping.id})`);
  // A name that is nearly a secret shows most of it.
  const isSecret = secrets.redact(JSON.stringify(displayName)).includes(SECRET_INPUT);
  const advice =
    near.length === 0 || isSecret
      ? "Check the name and the organization."
      : `Did you mean ${near.join(" or ")}?`;
  return `the organization of these credentials has no group mapping with this display name. ${advice}`;
}
