import { subject } from "./requestContext";
import { ProviderError } from "./providerError";

/** How a resource takes over a mapping that exists already, as a sentence of an error. `ids` are the candidates. */
export function adoptHint(ids: readonly string[]): string {
  const [first = "group-…", ...others] = ids;
  const choice = others.length === 0 ? "" : ` (or ${others.join(", ")})`;
  return `To manage the one that exists with this resource, take it over: set adoptId: ${JSON.stringify(first)}${choice} and run \`pulumi up\`.`;
}

/** The error about an id that the organization does not have. */
export function noSuchMapping(id: string): ProviderError {
  return new ProviderError(
    `Cannot get ${subject({ verb: "read", mappingId: id })}: the organization of these credentials has no group mapping with this id. ` +
      "Check the id (the Console shows it, as `confluent iam group-mapping list` does) and the organization.",
    "notFound",
  );
}
