import {
  DEFAULT_CREDENTIALS,
  DEFAULT_ORGANIZATION_ID,
  type CredentialsInUse,
  type EmulatorCredentials,
} from "./authentication";
import { requireNumber } from "./checks";
import { MAX_TIMER_MS, systemClock, systemSleep, type Clock, type Sleep } from "./clock";
import type { Fault } from "./faults";
import { resolveOAuthOptions, type OAuthOptions } from "./oauthOptions";
import type { RateLimit } from "./rateLimitOptions";

/** The status that the emulator returns for an id that does not exist. */
export type MissingStatus = 403 | 404;

/** How the emulated API behaves. */
export interface ApiOptions {
  /** The accepted credentials: at least one, none of them twice. Default: {@link DEFAULT_CREDENTIALS}. */
  readonly credentials?: EmulatorCredentials | readonly EmulatorCredentials[];
  /**
   * An identity provider at `/idp/token` and the API's token service at `/sts/v1/oauth2/token`, whose tokens are
   * accepted until they expire; `{}` for the defaults. Default: neither.
   */
  readonly oauth?: OAuthOptions;
  /** The organization of credentials that name none. Default: {@link DEFAULT_ORGANIZATION_ID}. */
  readonly organizationId?: string;
  /**
   * A file that keeps the mappings from one start to the next; created with the first write, its folder must exist.
   * Every write is on disk before its response is sent. Default: none, everything is in memory.
   *
   * One emulator at a time: while one uses the file, the start of another one on the same machine is an error. Closing
   * the emulator releases the file, and so does the end of its process, a `kill -9` too. On Linux, emulators in separate
   * network namespaces, such as two containers, do not notice each other. On macOS, an empty file whose name ends with
   * `.lock` remains beside the data file.
   */
  readonly dataFile?: string;
  /** Default: none. */
  readonly faults?: readonly Fault[];
  /** How many requests each of the credentials may make. Default: no limit, and no headers that report one. */
  readonly rateLimit?: RateLimit;
  /** How long every response takes, a fault's too, in milliseconds from 0 to 2147483647. Default 0. */
  readonly latencyMs?: number;
  /** Mappings that one organization may have, 0 or more. Default: no limit; the vendor's own default seems to be 12. */
  readonly quota?: number;
  /** The status for an id that does not exist. Default 403, as the live API; its description says 404. */
  readonly missing?: MissingStatus;
  /** Default: the system's clock. */
  readonly clock?: Clock;
  /**
   * Milliseconds by the clock during which GET and LIST still return a deleted mapping, with `metadata.deleted_at`; the API's description says of 204 that the mapping "is being deleted". Default 0.
   */
  readonly deletionLag?: number;
  /** Waits for the latency and a fault's delay. Default: real time. */
  readonly sleep?: Sleep;
}

export type ResolvedOptions = ReturnType<typeof resolveOptions>;

/**
 * Returns the options with their defaults.
 *
 * @throws {RangeError} If an option is out of its limits; the message names it.
 */
export function resolveOptions(options: ApiOptions) {
  const { credentials = DEFAULT_CREDENTIALS, organizationId = DEFAULT_ORGANIZATION_ID, oauth } = options;
  const { dataFile, faults = [], rateLimit, latencyMs = 0, quota, missing = 403, deletionLag = 0 } = options;
  const { clock = systemClock, sleep = systemSleep } = options;
  if (quota !== undefined) {
    requireNumber(
      "The emulator's quota",
      quota,
      Number.isInteger(quota) && quota >= 0,
      "a whole number, 0 or more",
    );
  }
  requireNumber("The emulator's deletionLag", deletionLag, deletionLag >= 0, "0 milliseconds or more");
  const isTimer = latencyMs >= 0 && latencyMs <= MAX_TIMER_MS;
  requireNumber("The emulator's latencyMs", latencyMs, isTimer, `from 0 to ${MAX_TIMER_MS}`);
  return {
    credentials: resolveCredentials([credentials].flat(), organizationId),
    oauth: oauth && resolveOAuthOptions(oauth, organizationId),
    dataFile,
    faults,
    rateLimit,
    latencyMs,
    quota,
    missing,
    clock,
    deletionLag,
    sleep,
  };
}

function resolveCredentials(
  given: readonly EmulatorCredentials[],
  organizationId: string,
): CredentialsInUse[] {
  if (given.length === 0) {
    throw new RangeError("The emulator's credentials are empty; it needs at least one");
  }
  const identities = new Set<string>();
  for (const one of given) {
    const identity = "bearerToken" in one ? one.bearerToken : one.apiKey;
    // RFC 7617: a user name must not contain a colon.
    if ("apiKey" in one && /^$|:/.test(one.apiKey)) {
      throw new RangeError(
        `The emulator's credentials name the key "${identity}"; it must not be empty or hold a colon`,
      );
    }
    if (identities.has(identity)) {
      const name = "apiKey" in one ? `the key "${identity}"` : "a bearer token";
      throw new RangeError(`The emulator's credentials name ${name} twice; one would never be used`);
    }
    identities.add(identity);
  }
  return given.map((one) => ({ ...one, organizationId: one.organizationId ?? organizationId }));
}
