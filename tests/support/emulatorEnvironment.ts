import { type Emulator, IDENTITY_PROVIDER_PATH, type OAuthInUse } from "../../emulator/index";

/** Returns credentials of an emulator, by default the first. */
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

/** Returns the environment variables that make the provider use an emulator. */
export function environmentOf(emulator: Emulator, index = 0): Record<string, string> {
  const { apiKey, apiSecret } = credentialsOf(emulator, index);
  return {
    CONFLUENT_CLOUD_ENDPOINT: emulator.url,
    CONFLUENT_CLOUD_API_KEY: apiKey,
    CONFLUENT_CLOUD_API_SECRET: apiSecret,
  };
}

/** Returns the OAuth options of an emulator. */
export function tokensOf({ oauth }: Emulator): OAuthInUse {
  if (oauth === undefined) {
    throw new Error("The emulator does not support OAuth");
  }
  return oauth;
}

/** Returns the setting `oauth` for an emulator. */
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

/** Returns the same setting as environment variables. */
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
