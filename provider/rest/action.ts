/** What a request is for, in the words of an error: which mapping, by the name its user gave it. */
export interface Action {
  readonly verb: "create" | "adopt" | "read" | "update" | "delete" | "list";
  /** Display name, where it is known. */
  readonly displayName?: string | undefined;
  /** Id of the mapping, where it has one. Not called `id`: this ends up beside errors. */
  readonly mappingId?: string | undefined;
}

/** `Cannot update group mapping "Admins" (group-abc)`: how every error about a request begins. */
export function cannot(action: Action): string {
  return `Cannot ${action.verb} ${subject(action)}`;
}

/** `group mapping "Admins" (group-abc)`, with what is known of it. */
export function subject({ verb, displayName, mappingId }: Action): string {
  if (verb === "list") {
    return "the group mappings of the organization";
  }
  const name = displayName === undefined ? "" : ` ${JSON.stringify(displayName)}`;
  if (mappingId === undefined) {
    return `group mapping${name}`;
  }
  const id = /^[\w.-]+$/.test(mappingId) ? mappingId : JSON.stringify(mappingId);
  return name === "" ? `group mapping ${id}` : `group mapping${name} (${id})`;
}
