import { ProviderError } from "./providerError";

/** The operation and the mapping of a request, for its error messages. */
export interface RequestContext {
  readonly verb:
    "create" | "adopt" | "read" | "update" | "delete" | "list" | "identify" | "obtain" | "exchange";
  /** Display name, if known. */
  readonly displayName?: string | undefined;
  /** Id of the mapping, if it has one. Not called `id`, which must not be a property of an error. */
  readonly mappingId?: string | undefined;
}

/** Returns the beginning of every error about a request: `Cannot update group mapping "Admins" (group-abc)`. */
export function failurePrefix(action: RequestContext): string {
  return `Cannot ${action.verb} ${subject(action)}`;
}

/** Returns the subject of an error: `group mapping "Admins" (group-abc)`. */
export function subject({ verb, displayName, mappingId }: RequestContext): string {
  const other = OTHER_SUBJECTS[verb];
  if (other !== undefined) {
    return other;
  }
  const name = displayName === undefined ? "" : ` ${JSON.stringify(displayName)}`;
  if (mappingId === undefined) {
    return `group mapping${name}`;
  }
  const id = /^[\w.-]+$/.test(mappingId) ? mappingId : JSON.stringify(mappingId);
  return name === "" ? `group mapping ${id}` : `group mapping${name} (${id})`;
}

/** The subjects of requests that are not about one mapping. */
const OTHER_SUBJECTS: Readonly<Partial<Record<RequestContext["verb"], string>>> = {
  list: "the group mappings of the organization",
  identify: "the organization of these credentials",
  obtain: "an external token (step 1 of 2 of OAuth)",
  exchange: "the external token for an access token (step 2 of 2 of OAuth)",
};

/** Returns the name of the service that responds to the request. */
export function responderName({ verb }: RequestContext): string {
  return verb === "obtain" ? "the identity provider" : "the API";
}

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
