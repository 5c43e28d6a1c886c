/** A stand-in identity provider, and the token service that exchanges its tokens for those that the API lets in. */
export interface OAuthOptions {
  /** The one client that the identity provider knows. Default `emulator-client`. */
  readonly clientId?: string;
  /** Its secret. Default `emulator-client-secret`. */
  readonly clientSecret?: string;
  /** The scope that the identity provider wants to be asked for. Default: any, or none. */
  readonly scope?: string;
  /** The identity pool that the token service knows. Default `pool-emulator`. */
  readonly identityPoolId?: string;
  /** The organisation whose mappings the pool sees. Default: the emulator's `organizationId`. */
  readonly organizationId?: string;
  /** An external token that is exchanged without the identity provider having issued it; never expires. Default: none. */
  readonly externalAccessToken?: string;
  /** Life of an external token in seconds by the clock, above 0. Default 3600. */
  readonly externalTokenSeconds?: number;
  /** The longest life of an access token in seconds by the clock, above 0, at most 900. Default 900. */
  readonly accessTokenSeconds?: number;
}

/** The options with their defaults. */
export interface OAuthInUse {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scope: string | undefined;
  readonly identityPoolId: string;
  readonly organizationId: string;
  readonly externalAccessToken: string | undefined;
  readonly externalTokenSeconds: number;
  readonly accessTokenSeconds: number;
}

/** The longest life of an access token that the API grants, in seconds. */
export const MAX_ACCESS_TOKEN_SECONDS = 900;

/** @throws RangeError naming the option that is out of its limits. */
export function resolveOAuthOptions(options: OAuthOptions, organizationId: string): OAuthInUse {
  const { externalTokenSeconds = 3_600, accessTokenSeconds = MAX_ACCESS_TOKEN_SECONDS } = options;
  if (!(externalTokenSeconds > 0)) {
    throw new RangeError(
      `The emulator's oauth.externalTokenSeconds is ${externalTokenSeconds}; it must be above 0`,
    );
  }
  if (!(accessTokenSeconds > 0 && accessTokenSeconds <= MAX_ACCESS_TOKEN_SECONDS)) {
    throw new RangeError(
      `The emulator's oauth.accessTokenSeconds is ${accessTokenSeconds}; it must be above 0 and at most ${MAX_ACCESS_TOKEN_SECONDS}`,
    );
  }
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
