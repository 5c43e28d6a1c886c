import { findCredentials, type Credentials } from "./credentials";
import { type DuplicatesSetting, resolveDuplicates } from "./duplicatesSetting";
import { parseEndpoint } from "./endpoint";
import { type Limits, resolveLimits } from "./limits";
import { SETTINGS } from "./settingsTable";
import { describeSource, firstOf, type Source } from "./sources";
import { findUserAgentSuffix } from "./userAgentSuffix";

/** All that the client needs to know. */
export interface Settings {
  /** Where the API is: https, or http on this machine; without a trailing slash. Default `https://api.confluent.cloud`. */
  readonly endpoint: string;
  readonly credentials: Credentials;
  /** The organisation that the credentials must belong to; undefined: any. */
  readonly organizationId: string | undefined;
  /** Default: refuse. */
  readonly duplicates: DuplicatesSetting;
  readonly limits: Limits;
  /** Added to the User-Agent, after a space; undefined: nothing. */
  readonly userAgentSuffix: string | undefined;
}

/**
 * The settings in force. Each comes from the first source that has it; the two halves of a credential from the same.
 *
 * @throws ConfigurationError
 */
export function resolveSettings(sources: readonly Source[]): Settings {
  const endpoint = firstOf(sources, "endpoint");
  return {
    endpoint:
      endpoint === undefined
        ? SETTINGS.endpoint.default
        : parseEndpoint(endpoint.value, describeSource(endpoint.source, "endpoint")),
    credentials: findCredentials(sources),
    organizationId: firstOf(sources, "organizationId")?.value,
    duplicates: resolveDuplicates(sources),
    limits: resolveLimits(sources),
    userAgentSuffix: findUserAgentSuffix(sources),
  };
}
