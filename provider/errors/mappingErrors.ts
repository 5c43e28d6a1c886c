import { subject } from "./requestContext";
import { ProviderError } from "./providerError";

/** Returns advice on how a resource can adopt an existing mapping. `ids` are the candidates. */
export function adoptHint(ids: readonly string[]): string {
  const [first = "group-…", ...others] = ids;
  const choice = others.length === 0 ? "" : ` (or ${others.join(", ")})`;
  return `To manage the existing mapping with this resource, set adoptId: ${JSON.stringify(first)}${choice} and run \`pulumi up\`.`;
}

/** Returns the error about an id that does not exist in the organization. */
export function noSuchMapping(id: string): ProviderError {
  return new ProviderError(
    `Cannot get ${subject({ verb: "read", mappingId: id })}: the organization of these credentials has no group mapping with this id. ` +
      "Check the id (in the Console, or with `confluent iam group-mapping list`) and the organization.",
    "notFound",
  );
}
