import { ProviderError } from "../../errors";
import { COLLECTION_PATH, isId } from "../../wire";

/** Returns the path of a mapping. @throws {ProviderError} If the id would change the path: an empty id, or `..`. */
export function mappingPath(id: string): string {
  if (!isId(id)) {
    throw new ProviderError(
      `${JSON.stringify(id)} is not the id of a group mapping. Use an id such as group-abc123.`,
      "invalidInput",
    );
  }
  return `${COLLECTION_PATH}/${encodeURIComponent(id)}`;
}

/** Returns the page token in `metadata.next`. The rest is ignored: the live API returns URLs of the Console. */
export function parsePageToken(next: string): string | undefined {
  return decoded(/[?&]page_token=([^&#]+)/.exec(next)?.[1]);
}

/** Returns the id in the Location of a group mapping. */
export function idInLocation(location: string | undefined): string | undefined {
  return decoded(/\/group-mappings\/([^/?#]+)\/?(?:[?#]|$)/.exec(location ?? "")?.[1]);
}

/** Returns `text` without percent-encoding, or unchanged if the encoding is invalid. */
export function decoded<Text extends string | undefined>(text: Text): string | Text {
  try {
    return text === undefined ? text : decodeURIComponent(text);
  } catch {
    return text;
  }
}
