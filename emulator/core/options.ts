import {
  DEFAULT_CREDENTIALS,
  DEFAULT_ORGANIZATION_ID,
  type CredentialsInUse,
  type EmulatorCredentials,
} from "./authentication";
import { MAX_TIMER_MS, systemClock, systemSleep, type Clock, type Sleep } from "./clock";
import type { MissingStatus } from "./errorResponses";
import type { Fault } from "./faults";
import type { RateLimit } from "./rateLimitOptions";
import { resolveOAuthOptions, type OAuthInUse, type OAuthOptions } from "./oauthOptions";

/** How the emulated API behaves. */
export interface ApiOptions {
  /** Who is let in. Default: {@link DEFAULT_CREDENTIALS}. At least one, none of them twice. */
  readonly credentials?: EmulatorCredentials | readonly EmulatorCredentials[];
  /**
   * An identity provider at `/idp/token` and the API's token service at `/sts/v1/oauth2/token`, whose tokens are let in
   * until they expire; `{}` for the defaults. Default: neither.
   */
  readonly oauth?: OAuthOptions;
  /** The organisation of credentials that name none. Default: {@link DEFAULT_ORGANIZATION_ID}. */
  readonly organizationId?: string;
  /**
   * A file that keeps the mappings from one start to the next; created with the first write, its folder must exist.
   * Every write is on disk before it is answered. Default: none, everything is in memory.
   *
   * One emulator at a time: while one uses the file, the start of another one on the same machine is an error. Closing
   * the emulator releases the file, and so does the end of its process, a `kill -9` too. On Linux, emulators in separate
   * network namespaces, such as two containers, do not notice each other. On macOS, an empty file whose name ends with
   * `.lock` remains beside the data file.
   */
  readonly dataFile?: string;
  /** What goes wrong. Default: nothing. */
  readonly faults?: readonly Fault[];
  /** How many requests each of the credentials may make. Default: any number, and no answer tells of a limit. */
  readonly rateLimit?: RateLimit;
  /** How long every answer takes, a fault's too, in milliseconds from 0 to 2147483647. Default 0. */
  readonly latencyMs?: number;
  /** Mappings that one organisation may have, 0 or more. Default: no limit; the vendor's own default seems to be 12. */
  readonly quota?: number;
  /** The status for an id that is gone or never was. Default 403, as the live API; its description says 404. */
  readonly missing?: MissingStatus;
  /** What time it is. Default: the system's clock. */
  readonly clock?: Clock;
  /**
   * Milliseconds by the clock during which a deleted mapping is still answered by GET and LIST, with
   * `metadata.deleted_at`; the API's description says of 204 that the mapping "is being deleted". Default 0.
   */
  readonly deletionLag?: number;
  /** How latency and a fault's delay are waited for. Default: real time. */
  readonly sleep?: Sleep;
}

/** The options with their defaults. */
export interface ResolvedOptions {
  readonly credentials: readonly CredentialsInUse[];
  readonly oauth: OAuthInUse | undefined;
  readonly dataFile: string | undefined;
  readonly faults: readonly Fault[];
  readonly rateLimit: RateLimit | undefined;
  readonly latencyMs: number;
  readonly quota: number | undefined;
  readonly missing: MissingStatus;
  readonly clock: Clock;
  readonly deletionLag: number;
  readonly sleep: Sleep;
}

/** @throws RangeError naming the option that is out of its limits. */
export function resolveOptions(options: ApiOptions): ResolvedOptions {
  const { quota, missing = 403, deletionLag = 0, latencyMs = 0 } = options;
  if (quota !== undefined && !(Number.isInteger(quota) && quota >= 0)) {
    throw new RangeError(`The emulator's quota is ${quota}; it must be a whole number, 0 or more`);
  }
  if (!(deletionLag >= 0)) {
    throw new RangeError(`The emulator's deletionLag is ${deletionLag}; it must be 0 milliseconds or more`);
  }
  if (!(latencyMs >= 0 && latencyMs <= MAX_TIMER_MS)) {
    throw new RangeError(`The emulator's latencyMs is ${latencyMs}; it must be from 0 to ${MAX_TIMER_MS}`);
  }
  const { credentials = DEFAULT_CREDENTIALS, organizationId = DEFAULT_ORGANIZATION_ID } = options;
  return {
    credentials: resolveCredentials(credentials, organizationId),
    oauth: options.oauth === undefined ? undefined : resolveOAuthOptions(options.oauth, organizationId),
    dataFile: options.dataFile,
    faults: options.faults ?? [],
    rateLimit: options.rateLimit,
    latencyMs,
    quota,
    missing,
    clock: options.clock ?? systemClock,
    deletionLag,
    sleep: options.sleep ?? systemSleep,
  };
}

function resolveCredentials(
  given: EmulatorCredentials | readonly EmulatorCredentials[],
  organizationId: string,
): CredentialsInUse[] {
  const all = [given].flat().map((one) => ({ ...one, organizationId: one.organizationId ?? organizationId }));
  if (all.length === 0) {
    throw new RangeError("The emulator's credentials are empty; it needs at least one");
  }
  all.forEach(checkCredentials);
  const identities = all.map((one) => ("bearerToken" in one ? one.bearerToken : one.apiKey));
  const twice = all.find((_one, index) => identities.indexOf(identities[index] ?? "") !== index);
  if (twice !== undefined) {
    throw new RangeError(`The emulator's credentials name ${nameOf(twice)} twice; one would never be used`);
  }
  return all;
}

/** RFC 7617: a user name holds no colon. */
function checkCredentials(credentials: EmulatorCredentials): void {
  if (!("apiKey" in credentials)) {
    return;
  }
  const { apiKey } = credentials;
  if (apiKey === "" || apiKey.includes(":")) {
    throw new RangeError(
      `The emulator's credentials name the key "${apiKey}"; it must not be empty or hold a colon`,
    );
  }
}

/** How an error names credentials: never by a secret. */
function nameOf(credentials: EmulatorCredentials): string {
  return "apiKey" in credentials ? `the key "${credentials.apiKey}"` : "a bearer token";
}
