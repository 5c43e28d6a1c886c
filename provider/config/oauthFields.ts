/**
 * The fields of the setting `oauth`, by the names that the bridged provider has for them, and the environment variable
 * that each can be given by.
 */
export const OAUTH_FIELDS = {
  oauthExternalTokenUrl: "CONFLUENT_CLOUD_OAUTH_EXTERNAL_TOKEN_URL",
  oauthExternalClientId: "CONFLUENT_CLOUD_OAUTH_EXTERNAL_CLIENT_ID",
  oauthExternalClientSecret: "CONFLUENT_CLOUD_OAUTH_EXTERNAL_CLIENT_SECRET",
  oauthExternalAccessToken: "CONFLUENT_CLOUD_OAUTH_EXTERNAL_ACCESS_TOKEN",
  oauthExternalTokenScope: "CONFLUENT_CLOUD_OAUTH_EXTERNAL_TOKEN_SCOPE",
  oauthIdentityPoolId: "CONFLUENT_CLOUD_OAUTH_IDENTITY_POOL_ID",
  oauthStsTokenExpiredInSeconds: "CONFLUENT_CLOUD_OAUTH_STS_TOKEN_EXPIRED_IN_SECONDS",
} as const;

export type OAuthField = keyof typeof OAUTH_FIELDS;

export function isOAuthField(name: string): name is OAuthField {
  return Object.hasOwn(OAUTH_FIELDS, name);
}
