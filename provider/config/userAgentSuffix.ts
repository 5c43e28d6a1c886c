import { ConfigurationError } from "../errors";
import { SETTINGS } from "./settingsTable";
import { describeSource, firstOf, type Source } from "./sources";

/** The package's version: part of the User-Agent. A test holds it equal to package.json. */
export const VERSION = "0.1.0";

const MAX_SUFFIX_LENGTH = SETTINGS.userAgentSuffix.type.maxLength;

/**
 * What is added to the User-Agent, so that runs can be told apart in a gateway's log. Checked here, because the API
 * answers a User-Agent that it cannot read as it answers a lack of permission.
 *
 * @throws ConfigurationError
 */
export function findUserAgentSuffix(sources: readonly Source[]): string | undefined {
  const given = firstOf(sources, "userAgentSuffix");
  if (given === undefined) {
    return undefined;
  }
  const { value, source } = given;
  const problem = problemOf(value);
  if (problem !== undefined) {
    throw new ConfigurationError(
      `${describeSource(source, "userAgentSuffix")} ${problem}. ` +
        `Give up to ${MAX_SUFFIX_LENGTH} visible characters of ASCII, as in "team-sso/1.4 (nightly)", or nothing.`,
    );
  }
  return value;
}

function problemOf(suffix: string): string | undefined {
  const strange = /[^\x20-\x7e]/u.exec(suffix);
  if (strange !== null) {
    return `holds the character ${codePoint(strange[0])} at position ${strange.index + 1}`;
  }
  if (suffix.trim() !== suffix) {
    return "begins or ends with a space";
  }
  return suffix.length > MAX_SUFFIX_LENGTH ? `has ${suffix.length} characters` : undefined;
}

/** `U+000A`: it may be one that cannot be seen. */
function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}
