import { type Emulator, IDENTITY_PROVIDER_PATH, type OAuthInUse } from "../../emulator/index";

/** The first pair of credentials of an emulator; its tests use keys, not tokens. */
export function credentialsOf(emulator: Emulator, index = 0): { apiKey: string; apiSecret: string } {
  const credentials = emulator.credentials[index];
  if (credentials === undefined) {
    throw new Error("The emulator has no API key");
  }
  return credentials;
}

export function secretOf(emulator: Emulator, index = 0): string {
  return credentialsOf(emulator, index).apiSecret;
}

/** The environment variables that point the provider to an emulator. */
export function environmentOf(emulator: Emulator, index = 0): Record<string, string> {
  const { apiKey, apiSecret } = credentialsOf(emulator, index);
  return {
    CONFLUENT_CLOUD_ENDPOINT: emulator.url,
    CONFLUENT_CLOUD_API_KEY: apiKey,
    CONFLUENT_CLOUD_API_SECRET: apiSecret,
  };
}

/** How tokens of an emulator are had. */
export function tokensOf({ oauth }: Emulator): OAuthInUse {
  if (oauth === undefined) {
    throw new Error("The emulator hands out no tokens");
  }
  return oauth;
}

/** The setting `oauth` that points the provider to an emulator. */
export function oauthOf(emulator: Emulator): Record<string, string> {
  const { clientId, clientSecret, scope, identityPoolId } = tokensOf(emulator);
  return {
    oauthExternalTokenUrl: `${emulator.url}${IDENTITY_PROVIDER_PATH}`,
    oauthExternalClientId: clientId,
    oauthExternalClientSecret: clientSecret,
    ...(scope !== undefined && { oauthExternalTokenScope: scope }),
    oauthIdentityPoolId: identityPoolId,
  };
}

/** The same by environment variables. */
export function oauthEnvironmentOf(emulator: Emulator): Record<string, string> {
  const { clientId, clientSecret, scope, identityPoolId } = tokensOf(emulator);
  return {
    CONFLUENT_CLOUD_ENDPOINT: emulator.url,
    CONFLUENT_CLOUD_OAUTH_EXTERNAL_TOKEN_URL: `${emulator.url}${IDENTITY_PROVIDER_PATH}`,
    CONFLUENT_CLOUD_OAUTH_EXTERNAL_CLIENT_ID: clientId,
    CONFLUENT_CLOUD_OAUTH_EXTERNAL_CLIENT_SECRET: clientSecret,
    ...(scope !== undefined && { CONFLUENT_CLOUD_OAUTH_EXTERNAL_TOKEN_SCOPE: scope }),
    CONFLUENT_CLOUD_OAUTH_IDENTITY_POOL_ID: identityPoolId,
  };
}
