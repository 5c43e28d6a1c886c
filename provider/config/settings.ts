import { ConfigurationError, shownMessage } from "../errors";
import { type Credentials, findCredentials, MissingCredentialsError } from "./credentials";
import { type ChoiceOf, type SettingOfKind, SETTINGS } from "./settingsTable";
import { describeSource, firstOf, type Source, type SourceKind } from "./source";
import { parseEndpoint, readSetting } from "./values";

/** The package's version: part of the User-Agent. A test compares it with package.json. */
export const VERSION = "0.1.0";

/** From the most lenient to the strictest. */
export const FILTER_CHECKS = SETTINGS.filterCheck.type.values;

/** The maximum of the setting maxWaitSeconds, in milliseconds. */
export const MAX_WAIT_MS = SETTINGS.maxWaitSeconds.type.max * 1_000;

/** The settings of the client. */
export interface Settings {
  /** The URL of the API: https, or http on this machine; without a trailing slash. */
  readonly endpoint: string;
  readonly credentials: Credentials;
  /** The organization that the credentials must belong to; undefined: any. */
  readonly organizationId: string | undefined;
  readonly duplicates: DuplicatesSetting;
  readonly limits: Limits;
  /** Added to the User-Agent, after a space; undefined: nothing. */
  readonly userAgentSuffix: string | undefined;
}

/** Whether to create a mapping if an identical one exists that this process did not create. */
export interface DuplicatesSetting {
  readonly policy: ChoiceOf<"duplicates">;
  /** The source in which a user of this configuration can allow duplicates. */
  readonly source: SourceKind;
}

/** The limits among the settings. settingsTable.ts describes each. Durations are in milliseconds. */
export interface Limits {
  readonly maxRetries: number;
  /** Maximum retries of a throttled request, and after 502 to 504 and 520 to 529: no limit, unless the user sets maxRetries. */
  readonly maxUnavailableRetries: number;
  readonly initialRetryDelay: number;
  readonly maxRetryDelay: number;
  readonly requestTimeout: number;
  readonly deadline: number;
  readonly maxConcurrency: number;
  readonly maxWait: number;
}

/** How strictly filters are checked before anything is sent. */
export interface FilterPolicy {
  readonly filterCheck: ChoiceOf<"filterCheck">;
  readonly matchAllFilters: ChoiceOf<"matchAllFilters">;
  /** Where matchAllFilters is set, for an error; absent if it is not. */
  readonly matchAllFiltersSource?: string;
}

/** Reads each setting from the first source that has it, and the credentials as a unit. @throws {ConfigurationError} */
export function resolveSettings(sources: readonly Source[]): Settings {
  const endpoint = firstOf(sources, "endpoint");
  return {
    endpoint:
      endpoint === undefined
        ? SETTINGS.endpoint.default
        : parseEndpoint(endpoint.value, describeSource(endpoint.source, "endpoint")),
    organizationId: readSetting(sources, "organizationId"),
    duplicates: resolveDuplicates(sources),
    limits: resolveLimits(sources),
    userAgentSuffix: readSetting(sources, "userAgentSuffix"),
    // Read the credentials last: if only they are missing, an offline preview continues.
    credentials: findCredentials(sources),
  };
}

/**
 * Returns what is wrong with the settings, or undefined. If a preview sends nothing, it needs no credentials.
 *
 * @param hasUnknown whether a value is not known yet: then only the names are checked
 */
export function findProblem(sources: () => readonly Source[], hasUnknown = false): string | undefined {
  let isOffline = false;
  try {
    const all = sources();
    if (hasUnknown) {
      return undefined;
    }
    isOffline = readSetting(all, "previewChecks") === "offline";
    resolveFilterPolicy(all);
    resolveSettings(all);
    return undefined;
  } catch (error) {
    if (!(error instanceof ConfigurationError)) {
      throw error;
    }
    return isOffline && error instanceof MissingCredentialsError ? undefined : shownMessage(error);
  }
}

/** @throws {ConfigurationError} */
export function resolveDuplicates(sources: readonly Source[]): DuplicatesSetting {
  // If no source has it, it can be set in the last one: the environment, or the Provider.
  const source = firstOf(sources, "duplicates")?.source ?? sources.at(-1);
  return { policy: readSetting(sources, "duplicates"), source: source?.kind ?? "environment" };
}

/** @throws {ConfigurationError} */
export function resolveLimits(sources: readonly Source[]): Limits {
  const milliseconds = (name: SettingOfKind<"seconds">) => readSetting(sources, name) * 1_000;
  const maxRetries = readSetting(sources, "maxRetries");
  return {
    maxRetries,
    maxUnavailableRetries:
      firstOf(sources, "maxRetries") === undefined ? Number.POSITIVE_INFINITY : maxRetries,
    initialRetryDelay: milliseconds("initialRetryDelaySeconds"),
    maxRetryDelay: milliseconds("maxRetryDelaySeconds"),
    requestTimeout: milliseconds("requestTimeoutSeconds"),
    deadline: milliseconds("retryTimeoutSeconds"),
    maxConcurrency: readSetting(sources, "maxConcurrency"),
    maxWait: milliseconds("maxWaitSeconds"),
  };
}

/** @throws {ConfigurationError} */
export function resolveFilterPolicy(sources: readonly Source[]): FilterPolicy {
  const given = firstOf(sources, "matchAllFilters");
  return {
    filterCheck: readSetting(sources, "filterCheck"),
    matchAllFilters: readSetting(sources, "matchAllFilters"),
    ...(given && { matchAllFiltersSource: describeSource(given.source, given.name) }),
  };
}
