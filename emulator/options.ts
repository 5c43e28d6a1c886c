import { setTimeout as delay } from "node:timers/promises";
import { DEFAULT_CREDENTIALS, DEFAULT_ORGANIZATION_ID, type EmulatorCredentials } from "./authentication";
import type { RateLimit } from "./rateLimit";

/** The behavior of the emulated API. */
export interface ApiOptions {
  /** The accepted credentials. Default: {@link DEFAULT_CREDENTIALS}. */
  readonly credentials?: EmulatorCredentials | readonly EmulatorCredentials[];
  /**
   * Enables an identity provider at `/idp/token` and the API's token service at `/sts/v1/oauth2/token`. Their tokens are
   * accepted until they expire. Set `{}` for the defaults. Default: disabled.
   */
  readonly oauth?: OAuthOptions;
  /** The organization of credentials without an `organizationId`. Default: {@link DEFAULT_ORGANIZATION_ID}. */
  readonly organizationId?: string;
  /**
   * A file that stores the mappings across restarts. It is created by the first write, in a folder that must exist. Every
   * write is on disk before its response is sent. Default: none, everything is in memory.
   *
   * Only one emulator on a machine can use the file at a time, and another one fails to start. The file is released when
   * the emulator is closed or its process ends, even by `kill -9`. On Linux, emulators in separate network namespaces,
   * such as two containers, do not detect each other. On macOS, an empty file whose name ends with `.lock` remains next
   * to the data file.
   */
  readonly dataFile?: string;
  /** The rate limit for each of the credentials. Default: no limit, and no rate limit headers. */
  readonly rateLimit?: RateLimit;
  /** The delay of every response, including those of faults, from 0 to 2147483647 milliseconds. Default: 0. */
  readonly latencyMs?: number;
  /** The maximum number of mappings in an organization. Default: no limit. The vendor's default seems to be 12. */
  readonly quota?: number;
  /** The status for an id that does not exist. Default: 403, like the live API. Its OpenAPI document says 404. */
  readonly missing?: 403 | 404;
  /** Returns the time as a Date or in milliseconds since 1970-01-01T00:00:00Z. Default: the system clock. */
  readonly clock?: () => Date | number;
  /**
   * The time in milliseconds (by the clock) during which GET and LIST still return a deleted mapping, with
   * `metadata.deleted_at`. The OpenAPI document says that the mapping "is being deleted" after a 204. Default: 0.
   */
  readonly deletionLag?: number;
  /** Waits for the latency and for the delay of a fault, in milliseconds. Default: real time. */
  readonly sleep?: (milliseconds: number) => Promise<void>;
}

/** An emulated identity provider, and the token service that exchanges its tokens for access tokens for the API. */
export interface OAuthOptions {
  /** The client ID that the identity provider accepts. Default: `emulator-client`. */
  readonly clientId?: string;
  /** The client secret. Default: `emulator-client-secret`. */
  readonly clientSecret?: string;
  /** The scope that the identity provider requires. Default: any scope, or no scope. */
  readonly scope?: string;
  /** The identity pool that the token service accepts. Default: `pool-emulator`. */
  readonly identityPoolId?: string;
  /** The organization that the pool belongs to. Default: the emulator's `organizationId`. */
  readonly organizationId?: string;
  /** A token from another issuer that the token service accepts. It never expires. Default: none. */
  readonly externalAccessToken?: string;
  /** The lifetime of an external token in seconds (by the clock), greater than 0. Default: 3600. */
  readonly externalTokenSeconds?: number;
  /** The maximum lifetime of an access token in seconds (by the clock), greater than 0. Default and maximum: 900. */
  readonly accessTokenSeconds?: number;
}

export const MAX_ACCESS_TOKEN_SECONDS = 900;

export type ResolvedOptions = ReturnType<typeof resolveOptions>;

export function resolveOptions(options: ApiOptions) {
  // A pending delay must not keep the process alive after the client has disconnected or the emulator is closed.
  const realSleep = (milliseconds: number) => delay(milliseconds, undefined, { ref: false });
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
    credentials: credentials.map((one) => ({ ...one, organizationId: one.organizationId ?? organizationId })),
    oauth: options.oauth && resolveOAuthOptions(options.oauth, organizationId),
  };
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
