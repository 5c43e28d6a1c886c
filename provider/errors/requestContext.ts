/** What a request is for, in the words of an error: which mapping, by the name its user gave it. */
export interface RequestContext {
  readonly verb:
    "create" | "adopt" | "read" | "update" | "delete" | "list" | "identify" | "obtain" | "exchange";
  /** Display name, where it is known. */
  readonly displayName?: string | undefined;
  /** Id of the mapping, where it has one. Not called `id`: this ends up beside errors. */
  readonly mappingId?: string | undefined;
}

/** `Cannot update group mapping "Admins" (group-abc)`: how every error about a request begins. */
export function failurePrefix(action: RequestContext): string {
  return `Cannot ${action.verb} ${subject(action)}`;
}

/** `group mapping "Admins" (group-abc)`, with what is known of it. */
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

/** What a request is about that is not about one mapping. */
const OTHER_SUBJECTS: Readonly<Partial<Record<RequestContext["verb"], string>>> = {
  list: "the group mappings of the organization",
  identify: "the organization of these credentials",
  obtain: "an external token (step 1 of 2 of OAuth)",
  exchange: "the external token for an access token (step 2 of 2 of OAuth)",
};

/** Who answers the request. */
export function responderName({ verb }: RequestContext): string {
  return verb === "obtain" ? "the identity provider" : "the API";
}
