import { ProviderError } from "../../errors";
import { COLLECTION_PATH, isId } from "../../wire";

/**
 * Returns the path of a mapping.
 *
 * @throws {ProviderError} If the id would change the path: an empty id, or `..`.
 */
export function mappingPath(id: string): string {
  if (!isId(id)) {
    throw new ProviderError(
      `${JSON.stringify(id)} is not the id of a group mapping. Use an id such as group-abc123.`,
      "invalidInput",
    );
  }
  return `${COLLECTION_PATH}/${encodeURIComponent(id)}`;
}

/**
 * Returns the page token in `metadata.next`. Only the token is used, because the URL may be relative, malformed, or on
 * another host (the live API returns URLs of the Console).
 */
export function parsePageToken(next: string): string | undefined {
  const token = /[?&]page_token=([^&#]+)/.exec(next)?.[1];
  return token === undefined ? undefined : decoded(token);
}

/** Returns the id in the Location of a group mapping. */
export function idInLocation(location: string | undefined): string | undefined {
  const id = /\/group-mappings\/([^/?#]+)\/?(?:[?#]|$)/.exec(location ?? "")?.[1];
  return id === undefined ? undefined : decoded(id);
}

/** Returns `text` without percent-encoding, or unchanged if the encoding is invalid. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
