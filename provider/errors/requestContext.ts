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
  switch (verb) {
    case "list":
      return "the group mappings of the organization";
    case "identify":
      return "the organization of these credentials";
    case "obtain":
      return "an external token (step 1 of 2 of OAuth)";
    case "exchange":
      return "the external token for an access token (step 2 of 2 of OAuth)";
    case "create":
    case "adopt":
    case "read":
    case "update":
    case "delete":
      return mapping(displayName, mappingId);
  }
}

/** Who answers the request. */
export function responderName({ verb }: RequestContext): string {
  return verb === "obtain" ? "the identity provider" : "the API";
}

function mapping(displayName: string | undefined, mappingId: string | undefined): string {
  const name = displayName === undefined ? "" : ` ${JSON.stringify(displayName)}`;
  if (mappingId === undefined) {
    return `group mapping${name}`;
  }
  const id = /^[\w.-]+$/.test(mappingId) ? mappingId : JSON.stringify(mappingId);
  return name === "" ? `group mapping ${id}` : `group mapping${name} (${id})`;
}
