import { requireNumber } from "./checks";

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

/** The options with their defaults. */
export interface OAuthInUse extends Required<Omit<OAuthOptions, "scope" | "externalAccessToken">> {
  readonly scope: string | undefined;
  readonly externalAccessToken: string | undefined;
}

/** The API's own limit. */
export const MAX_ACCESS_TOKEN_SECONDS = 900;

/** @throws {RangeError} If an option is out of its limits; the message names it. */
export function resolveOAuthOptions(options: OAuthOptions, organizationId: string): OAuthInUse {
  const { externalTokenSeconds = 3_600, accessTokenSeconds = MAX_ACCESS_TOKEN_SECONDS } = options;
  const prefix = "The emulator's oauth.";
  requireNumber(`${prefix}externalTokenSeconds`, externalTokenSeconds, externalTokenSeconds > 0, "above 0");
  const isValid = accessTokenSeconds > 0 && accessTokenSeconds <= MAX_ACCESS_TOKEN_SECONDS;
  const limits = `above 0 and at most ${MAX_ACCESS_TOKEN_SECONDS}`;
  requireNumber(`${prefix}accessTokenSeconds`, accessTokenSeconds, isValid, limits);
  return {
    clientId: options.clientId ?? "emulator-client",
    clientSecret: options.clientSecret ?? "emulator-client-secret",
    scope: options.scope,
    identityPoolId: options.identityPoolId ?? "pool-emulator",
    organizationId: options.organizationId ?? organizationId,
    externalAccessToken: options.externalAccessToken,
    externalTokenSeconds,
    accessTokenSeconds,
  };
}
