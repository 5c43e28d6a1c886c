import { SETTINGS } from "./settingsTable";
import { firstOf, type Source } from "./sources";
import { readQuantity } from "./values";

/** How often, how long and how many at once. Durations in milliseconds. */
export interface Limits {
  /** How often a request is sent again, at most. */
  readonly maxRetries: number;
  /**
   * How often a request is sent again, at most, after the API throttled it or was unavailable (502 to 504, 520 to 529).
   * Infinity, so that only the deadline counts, unless maxRetries is set.
   */
  readonly maxUnavailableRetries: number;
  /** Upper bound of the first delay before a retry; it doubles with each further one. */
  readonly retryBase: number;
  /** Upper bound of any delay before a retry. */
  readonly retryCap: number;
  /** Of one try, from the connection's start to the last byte of the answer. */
  readonly requestTimeout: number;
  /** From the first try of a request to the start of its last. */
  readonly deadline: number;
  /** Requests under way at once. */
  readonly maxConcurrency: number;
  /** The longest single wait that the API may ask for. */
  readonly maxWait: number;
}

/** The longest wait that a user may allow, in milliseconds. */
export const MAX_WAIT_MS = SETTINGS.maxWaitSeconds.type.max * 1_000;

/** @throws {ConfigurationError} */
export function resolveLimits(sources: readonly Source[]): Limits {
  const maxRetries = readQuantity(sources, "maxRetries");
  const isGiven = firstOf(sources, "maxRetries") !== undefined;
  return {
    maxRetries,
    maxUnavailableRetries: isGiven ? maxRetries : Number.POSITIVE_INFINITY,
    retryBase: readQuantity(sources, "retryBaseSeconds") * 1_000,
    retryCap: readQuantity(sources, "retryCapSeconds") * 1_000,
    requestTimeout: readQuantity(sources, "requestTimeoutSeconds") * 1_000,
    deadline: readQuantity(sources, "deadlineSeconds") * 1_000,
    maxConcurrency: readQuantity(sources, "maxConcurrency"),
    maxWait: readQuantity(sources, "maxWaitSeconds") * 1_000,
  };
}
