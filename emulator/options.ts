import { setTimeout as delay } from "node:timers/promises";
import { DEFAULT_CREDENTIALS, DEFAULT_ORGANIZATION_ID, type EmulatorCredentials } from "./authentication";
import type { RateLimit } from "./rateLimit";

/** How the emulated API behaves. */
export interface ApiOptions {
  /** The accepted credentials. Default: {@link DEFAULT_CREDENTIALS}. */
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
  /** How many requests each of the credentials may make. Default: no limit, and no headers that report one. */
  readonly rateLimit?: RateLimit;
  /** How long every response takes, a fault's too, in milliseconds from 0 to 2147483647. Default 0. */
  readonly latencyMs?: number;
  /** Mappings that one organization may have, 0 or more. Default: no limit; the vendor's own default seems to be 12. */
  readonly quota?: number;
  /** The status for an id that does not exist. Default 403, as the live API; its description says 404. */
  readonly missing?: 403 | 404;
  /** The time: a Date, or milliseconds since 1970-01-01T00:00:00Z. Default: the system's clock. */
  readonly clock?: () => Date | number;
  /**
   * Milliseconds by the clock during which GET and LIST still return a deleted mapping, with `metadata.deleted_at`; the
   * API's description says of 204 that the mapping "is being deleted". Default 0.
   */
  readonly deletionLag?: number;
  /** Waits so many milliseconds: the latency and a fault's delay. Default: real time. */
  readonly sleep?: (milliseconds: number) => Promise<void>;
}

/** A stand-in identity provider, and the token service that exchanges its tokens for access tokens of the API. */
export interface OAuthOptions {
  /** The client that the identity provider accepts. Default `emulator-client`. */
  readonly clientId?: string;
  /** Its secret. Default `emulator-client-secret`. */
  readonly clientSecret?: string;
  /** The scope that the identity provider requires. Default: any, or none. */
  readonly scope?: string;
  /** The identity pool that the token service accepts. Default `pool-emulator`. */
  readonly identityPoolId?: string;
  /** The organization whose mappings the pool sees. Default: the emulator's `organizationId`. */
  readonly organizationId?: string;
  /** A token that the token service accepts although the identity provider did not issue it; never expires. Default: none. */
  readonly externalAccessToken?: string;
  /** Lifetime of an external token in seconds by the clock, above 0. Default 3600. */
  readonly externalTokenSeconds?: number;
  /** Maximum lifetime of an access token in seconds by the clock, above 0, at most 900. Default 900. */
  readonly accessTokenSeconds?: number;
}

/** The API's own limit. */
export const MAX_ACCESS_TOKEN_SECONDS = 900;

export type ResolvedOptions = ReturnType<typeof resolveOptions>;

/** Returns the options with their defaults. */
export function resolveOptions(options: ApiOptions) {
  const { quota = Infinity, latencyMs = 0, missing = 403, deletionLag = 0, sleep = realSleep } = options;
  const { clock = () => Date.now(), organizationId = DEFAULT_ORGANIZATION_ID } = options;
  const credentials: EmulatorCredentials[] = [options.credentials ?? DEFAULT_CREDENTIALS].flat();
  return {
    ...options,
    quota,
    latencyMs,
    missing,
    deletionLag,
    sleep,
    now: () => Number(clock()),
    credentials: credentials.map((one) => ({
      ...one,
      organizationId: one.organizationId ?? organizationId,
    })),
    oauth: options.oauth && resolveOAuthOptions(options.oauth, organizationId),
  };
}

/** A client that is gone, or an emulator that is closed, keeps no process alive. */
function realSleep(milliseconds: number): Promise<void> {
  return delay(milliseconds, undefined, { ref: false });
}

/** The options with their defaults. */
export type OAuthInUse = ReturnType<typeof resolveOAuthOptions>;

function resolveOAuthOptions(options: OAuthOptions, organizationId: string) {
  return {
    clientId: options.clientId ?? "emulator-client",
    clientSecret: options.clientSecret ?? "emulator-client-secret",
    scope: options.scope,
    identityPoolId: options.identityPoolId ?? "pool-emulator",
    organizationId: options.organizationId ?? organizationId,
    externalAccessToken: options.externalAccessToken,
    externalTokenSeconds: options.externalTokenSeconds ?? 3_600,
    accessTokenSeconds: options.accessTokenSeconds ?? MAX_ACCESS_TOKEN_SECONDS,
  };
}
