/**
 * Every setting, one row each. The names and types of settings, their readers, the arguments of a Provider and the tables
 * in the README follow from these rows. This file imports nothing, because a stack's program loads it (sdk/provider.ts).
 */

export type SettingType =
  | { readonly kind: "text"; readonly maxLength?: number }
  | { readonly kind: "uuid" }
  | { readonly kind: "choice"; readonly values: readonly string[] }
  | { readonly kind: "count" | "seconds" | "whole seconds"; readonly min: number; readonly max: number }
  | { readonly kind: "object" };

interface Row {
  readonly type: SettingType;
  readonly variable: string;
  /** For the README: what the setting is. Limits of counts, whole seconds and lengths are added to it. */
  readonly summary: string;
  readonly default?: string | number;
  /** `pulumi config set` needs `--secret`. */
  readonly isSecret?: true;
}

export interface SettingRow extends Row {
  /** Keys in `confluentcloud:` are those that the bridged provider has too: it rejects a stack with any other key. */
  readonly namespace: "confluentcloud" | "confluent-sso";
  /** For the README, if there is no default. */
  readonly whenUnset?: string;
  /** A Provider stores the argument encrypted. */
  readonly isCredential?: true;
}

export interface OAuthFieldRow extends Row {
  readonly isRequired?: true;
}

export const SETTINGS = {
  cloudApiKey: {
    type: { kind: "text" },
    namespace: "confluentcloud",
    variable: "CONFLUENT_CLOUD_API_KEY",
    summary: "Cloud API key",
    whenUnset: "none",
    isCredential: true,
  },
  cloudApiSecret: {
    type: { kind: "text" },
    namespace: "confluentcloud",
    variable: "CONFLUENT_CLOUD_API_SECRET",
    summary: "its secret",
    whenUnset: "none",
    isCredential: true,
    isSecret: true,
  },
  oauth: {
    type: { kind: "object" },
    namespace: "confluentcloud",
    variable: "CONFLUENT_CLOUD_OAUTH_…",
    summary: "OAuth in place of a key: [below](#oauth-instead-of-a-key)",
    whenUnset: "none",
    isCredential: true,
  },
  endpoint: {
    type: { kind: "text" },
    default: "https://api.confluent.cloud",
    namespace: "confluentcloud",
    variable: "CONFLUENT_CLOUD_ENDPOINT",
    summary: "endpoint: https, or http on this machine",
  },
  organizationId: {
    type: { kind: "uuid" },
    namespace: "confluent-sso",
    variable: "CONFLUENT_SSO_ORGANIZATION_ID",
    summary:
      "organization that the credentials must belong to; verified before anything is written, else nothing is written",
    whenUnset: "any",
  },
  duplicates: {
    type: { kind: "choice", values: ["refuse", "allow"] },
    default: "refuse",
    namespace: "confluent-sso",
    variable: "CONFLUENT_SSO_DUPLICATES",
    summary:
      "a creation whose three properties a mapping has already that this run did not create: `refuse` or `allow`",
  },
  filterCheck: {
    // From the loosest to the strictest.
    type: { kind: "choice", values: ["off", "warn", "error"] },
    default: "warn",
    namespace: "confluent-sso",
    variable: "CONFLUENT_SSO_FILTER_CHECK",
    summary:
      "what becomes of a warning about a [filter](#filters): `error`, `warn`, or `off`, which reads none",
  },
  everyone: {
    type: { kind: "choice", values: ["allow", "warn", "deny"] },
    default: "warn",
    namespace: "confluent-sso",
    variable: "CONFLUENT_SSO_EVERYONE",
    summary:
      "what becomes of a filter that lets every SSO user in: `warn`, `deny` or `allow`; `deny` also where `filterCheck` is `off`",
  },
  directory: {
    type: { kind: "text" },
    namespace: "confluent-sso",
    variable: "CONFLUENT_SSO_DIRECTORY",
    summary:
      "a file that says who is in which groups: preview and up then tell [who gains and who loses](#who-gains-and-who-loses)",
    whenUnset: "none",
  },
  userAgentSuffix: {
    type: { kind: "text", maxLength: 200 },
    namespace: "confluent-sso",
    variable: "CONFLUENT_SSO_USER_AGENT_SUFFIX",
    summary: "added to the `User-Agent` after a space, so that runs can be told apart in a log",
    whenUnset: "nothing",
  },
  maxRetries: {
    type: { kind: "count", min: 0, max: 100 },
    default: 8,
    namespace: "confluentcloud",
    variable: "CONFLUENT_CLOUD_MAX_RETRIES",
    summary: "how often a request is sent again",
  },
  retryBaseSeconds: {
    type: { kind: "seconds", min: 0, max: 60 },
    default: 1,
    namespace: "confluent-sso",
    variable: "CONFLUENT_SSO_RETRY_BASE_SECONDS",
    summary: "bound of the first delay before a retry, seconds; it doubles",
  },
  retryCapSeconds: {
    type: { kind: "seconds", min: 0, max: 300 },
    default: 30,
    namespace: "confluent-sso",
    variable: "CONFLUENT_SSO_RETRY_CAP_SECONDS",
    summary: "bound of any delay before a retry, seconds",
  },
  requestTimeoutSeconds: {
    type: { kind: "seconds", min: 1, max: 600 },
    default: 30,
    namespace: "confluent-sso",
    variable: "CONFLUENT_SSO_REQUEST_TIMEOUT_SECONDS",
    summary: "one try of a request, seconds",
  },
  deadlineSeconds: {
    type: { kind: "seconds", min: 1, max: 86_400 },
    default: 600,
    namespace: "confluent-sso",
    variable: "CONFLUENT_SSO_DEADLINE_SECONDS",
    summary: "from the first try to the start of the last, seconds",
  },
  maxConcurrency: {
    type: { kind: "count", min: 1, max: 64 },
    default: 16,
    namespace: "confluent-sso",
    variable: "CONFLUENT_SSO_MAX_CONCURRENCY",
    summary: "requests under way at once",
  },
  maxWaitSeconds: {
    type: { kind: "seconds", min: 1, max: 3_600 },
    default: 300,
    namespace: "confluent-sso",
    variable: "CONFLUENT_SSO_MAX_WAIT_SECONDS",
    summary: "longest single wait that the rate limit may ask for, seconds",
  },
} as const satisfies Readonly<Record<string, SettingRow>>;

/** The fields of the setting `oauth`, by the names that the bridged provider has for them. */
export const OAUTH_FIELDS = {
  oauthExternalTokenUrl: {
    type: { kind: "text" },
    variable: "CONFLUENT_CLOUD_OAUTH_EXTERNAL_TOKEN_URL",
    summary: "asked for a token by the grant `client_credentials`; https, or http on this machine",
  },
  oauthExternalClientId: {
    type: { kind: "text" },
    variable: "CONFLUENT_CLOUD_OAUTH_EXTERNAL_CLIENT_ID",
    summary: "required with the token URL",
  },
  oauthExternalClientSecret: {
    type: { kind: "text" },
    variable: "CONFLUENT_CLOUD_OAUTH_EXTERNAL_CLIENT_SECRET",
    summary: "required with the token URL; a secret",
    isSecret: true,
  },
  oauthExternalAccessToken: {
    type: { kind: "text" },
    variable: "CONFLUENT_CLOUD_OAUTH_EXTERNAL_ACCESS_TOKEN",
    summary: "in place of the token URL; a secret; never renewed, so it must outlive the run",
    isSecret: true,
  },
  oauthExternalTokenScope: {
    type: { kind: "text" },
    variable: "CONFLUENT_CLOUD_OAUTH_EXTERNAL_TOKEN_SCOPE",
    summary: "with the token URL; Microsoft Entra ID wants `api://<client id>/.default`",
  },
  oauthIdentityPoolId: {
    type: { kind: "text" },
    variable: "CONFLUENT_CLOUD_OAUTH_IDENTITY_POOL_ID",
    summary: "required, `pool-…`",
    isRequired: true,
  },
  oauthStsTokenExpiredInSeconds: {
    type: { kind: "whole seconds", min: 1, max: 900 },
    default: 900,
    variable: "CONFLUENT_CLOUD_OAUTH_STS_TOKEN_EXPIRED_IN_SECONDS",
    summary: "life that an access token is asked to have",
  },
} as const satisfies Readonly<Record<string, OAuthFieldRow>>;

export type SettingName = keyof typeof SETTINGS;
export type OAuthField = keyof typeof OAUTH_FIELDS;

/** The settings of these kinds. */
export type SettingOfKind<Kind extends SettingType["kind"]> = {
  [Name in SettingName]: (typeof SETTINGS)[Name]["type"]["kind"] extends Kind ? Name : never;
}[SettingName];

/** The values that a choice has. */
export type ChoiceOf<Name extends SettingOfKind<"choice">> =
  (typeof SETTINGS)[Name]["type"]["values"][number];

export const SETTING_NAMES = Object.keys(SETTINGS) as SettingName[];
export const OAUTH_FIELD_NAMES = Object.keys(OAUTH_FIELDS) as OAuthField[];

/**
 * The key by which the class `Provider` marks its own configuration, which is how it differs from the stack's: an
 * explicit provider takes nothing from any other source.
 */
export const EXPLICIT_PROVIDER_MARK = "confluent-sso:explicitProvider";

/** `confluentcloud:cloudApiKey`: the key in the stack configuration, and in that of an explicit provider. */
export function configurationKey(name: SettingName): string {
  return `${SETTINGS[name].namespace}:${name}`;
}
