import { distance } from "fastest-levenshtein";
import { ProviderError, SECRET_INPUT, secrets, subject } from "../errors";
import type { GetGroupMappingResult } from "./result";

/** Maximum number of similar names to show. */
const MAX_SUGGESTIONS = 3;

/** Returns the only mapping with the display name. @throws {ProviderError} If no mapping has the name, or more than one has. */
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
        "Look up the mapping by its id, or get all of them with getGroupMappings.";
  throw new ProviderError(
    `Cannot get ${subject({ verb: "read", displayName })}: ${why}`,
    first === undefined ? "notFound" : "ambiguousName",
  );
}

/** Suggests similar names, the most similar first. Names that differ only in case are the most similar. */
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
  // A name that is similar to a secret would show most of it.
  const isSecret = secrets.redact(JSON.stringify(displayName)).includes(SECRET_INPUT);
  const advice =
    near.length === 0 || isSecret
      ? "Check the name and the organization."
      : `Did you mean ${near.join(" or ")}?`;
  return `the organization of these credentials has no group mapping with this display name. ${advice}`;
}
