import { ProviderError } from "../../errors";
import { COLLECTION_PATH, isId } from "../../wire";

/**
 * Returns the path of a mapping.
 *
 * @throws {ProviderError} If the id would name another path: an empty id, or `..`.
 */
export function mappingPath(id: string): string {
  if (!isId(id)) {
    throw new ProviderError(
      `${JSON.stringify(id)} is not the id of a group mapping: an id looks like group-abc123.`,
      "invalidInput",
    );
  }
  return `${COLLECTION_PATH}/${encodeURIComponent(id)}`;
}

/**
 * The page token in `metadata.next`, which may be relative or malformed, or name another host (the live API's names the
 * Console's): nothing but its page_token is ever used.
 */
export function parsePageToken(next: string): string | undefined {
  const token = /[?&]page_token=([^&#]+)/.exec(next)?.[1];
  return token === undefined ? undefined : decoded(token);
}

/** The id in a Location that names a group mapping. */
export function idInLocation(location: string | undefined): string | undefined {
  const id = /\/group-mappings\/([^/?#]+)\/?(?:[?#]|$)/.exec(location ?? "")?.[1];
  return id === undefined ? undefined : decoded(id);
}

/** `text` without percent-encoding, or as it is where the encoding is broken. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
