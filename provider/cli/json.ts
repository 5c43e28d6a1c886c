import { ProviderError } from "../rest/providerError";

/**
 * What a JSON text says.
 *
 * @param name of the file that it stands in, for the error
 * @throws ProviderError where it is no JSON
 */
export function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not the engine's own words: they show a part of the text, and its positions differ from version to version.
    throw new ProviderError(`Cannot read ${name}: it is no JSON.`);
  }
}
