/**
 * Every setting, one row each. The names and types of settings, their readers, the arguments of a Provider, and the tables
 * in docs/configuration.md follow from these rows. This file imports nothing, because a stack's program loads it (sdk/provider.ts).
 */

export type SettingType =
  | { readonly kind: "text"; readonly maxLength?: number }
  | { readonly kind: "uuid" }
  | { readonly kind: "choice"; readonly values: readonly string[] }
  | { readonly kind: "count" | "seconds" | "whole seconds"; readonly min: number; readonly max: number }
  | { readonly kind: "object" };

interface Row {
  readonly type: SettingType;
  /** The description in docs/configuration.md, to which the limits of counts, whole seconds, and lengths are appended. */
  readonly summary: string;
  readonly default?: string | number;
  /** `pulumi config set` needs `--secret`. */
  readonly isSecret?: true;
}

export interface SettingRow extends Row {
  /** For docs/configuration.md, if there is no default and this is not "none". */
  readonly whenUnset?: string;
  /** A Provider stores the argument encrypted. */
  readonly isCredential?: true;
  /** The current name, if this one is deprecated. The deprecated name is still read, with a warning. */
  readonly newName?: string;
}

export interface OAuthFieldRow extends Row {
  readonly isRequired?: true;
}

const CURRENT = {
  cloudApiKey: { type: { kind: "text" }, summary: "Cloud API key", isCredential: true },
  cloudApiSecret: {
    type: { kind: "text" },
    summary: "secret of the Cloud API key",
    isCredential: true,
    isSecret: true,
  },
  oauth: { type: { kind: "object" }, summary: "[OAuth](#oauth) instead of a key", isCredential: true },
  endpoint: {
    type: { kind: "text" },
    default: "https://api.confluent.cloud",
    summary: "endpoint of the API: https, or http on this machine",
  },
  organizationId: {
    type: { kind: "uuid" },
    summary: "the organization that the credentials must belong to; verified before the first write",
    whenUnset: "any",
  },
  duplicates: {
    type: { kind: "choice", values: ["refuse", "allow"] },
    default: "refuse",
    summary:
      "whether to create a mapping if an [identical one](reliability.md#duplicates) exists that this run did not create: `refuse` or `allow`",
  },
  filterCheck: {
    // From the most lenient to the strictest.
    type: { kind: "choice", values: ["off", "warn", "error"] },
    default: "warn",
    summary:
      "how to treat [filter warnings](filters.md#checks): `error` fails the preview, `warn` prints them, `off` disables the checks",
  },
  matchAllFilters: {
    type: { kind: "choice", values: ["allow", "warn", "deny"] },
    default: "warn",
    summary:
      "how to treat a filter that matches every SSO user: `warn`, `deny`, or `allow`; `deny` applies even if `filterCheck` is `off`",
  },
  directory: {
    type: { kind: "text" },
    summary:
      "a file of users and their groups: preview and up then print [how many users gain or lose access](access-reviews.md)",
  },
  previewChecks: {
    type: { kind: "choice", values: ["online", "offline"] },
    default: "online",
    summary:
      "how a preview checks mappings that are not in the state: `online` [asks the API](reliability.md#preview), `offline` sends nothing",
  },
  userAgentSuffix: {
    type: { kind: "text", maxLength: 200 },
    summary: "appended to the `User-Agent` after a space, to identify runs in a log",
    whenUnset: "nothing",
  },
  maxRetries: {
    type: { kind: "count", min: 0, max: 100 },
    default: 8,
    summary: "how often a request is retried",
  },
  initialRetryDelaySeconds: {
    type: { kind: "seconds", min: 0, max: 60 },
    default: 1,
    summary: "maximum delay before the first retry, in seconds; doubles after each attempt",
  },
  maxRetryDelaySeconds: {
    type: { kind: "seconds", min: 0, max: 300 },
    default: 30,
    summary: "maximum delay before any retry, in seconds",
  },
  requestTimeoutSeconds: {
    type: { kind: "seconds", min: 1, max: 600 },
    default: 30,
    summary: "timeout of one attempt, in seconds",
  },
  retryTimeoutSeconds: {
    type: { kind: "seconds", min: 1, max: 86_400 },
    default: 600,
    summary: "maximum time from the first attempt to the start of the last, in seconds",
  },
  maxConcurrency: {
    type: { kind: "count", min: 1, max: 64 },
    default: 16,
    summary: "maximum number of requests in flight",
  },
  maxWaitSeconds: {
    type: { kind: "seconds", min: 1, max: 3_600 },
    default: 300,
    summary: "maximum single wait that the rate limit can ask for, in seconds",
  },
} as const satisfies Readonly<Record<string, SettingRow>>;

export const SETTINGS = {
  ...CURRENT,
  everyone: { ...CURRENT.matchAllFilters, newName: "matchAllFilters" },
  retryBaseSeconds: { ...CURRENT.initialRetryDelaySeconds, newName: "initialRetryDelaySeconds" },
  retryCapSeconds: { ...CURRENT.maxRetryDelaySeconds, newName: "maxRetryDelaySeconds" },
  deadlineSeconds: { ...CURRENT.retryTimeoutSeconds, newName: "retryTimeoutSeconds" },
} as const satisfies Readonly<Record<string, SettingRow>>;

/** The fields of the setting `oauth`, by the names that the bridged provider uses. */
export const OAUTH_FIELDS = {
  oauthExternalTokenUrl: {
    type: { kind: "text" },
    summary: "URL that issues tokens for the grant `client_credentials`; https, or http on this machine",
  },
  oauthExternalClientId: { type: { kind: "text" }, summary: "required with the token URL" },
  oauthExternalClientSecret: {
    type: { kind: "text" },
    summary: "required with the token URL; a secret",
    isSecret: true,
  },
  oauthExternalAccessToken: {
    type: { kind: "text" },
    summary: "instead of the token URL; a secret; never renewed, so it must outlive the run",
    isSecret: true,
  },
  oauthExternalTokenScope: {
    type: { kind: "text" },
    summary: "with the token URL; for Microsoft Entra ID, `api://<client id>/.default`",
  },
  oauthIdentityPoolId: { type: { kind: "text" }, summary: "required, `pool-…`", isRequired: true },
  oauthStsTokenExpiredInSeconds: {
    type: { kind: "whole seconds", min: 1, max: 900 },
    default: 900,
    summary: "lifetime to request for an access token",
  },
} as const satisfies Readonly<Record<string, OAuthFieldRow>>;

export type SettingName = keyof typeof SETTINGS;
export type OAuthField = keyof typeof OAUTH_FIELDS;

/** The settings of these kinds. */
export type SettingOfKind<Kind extends SettingType["kind"]> = {
  [Name in SettingName]: (typeof SETTINGS)[Name]["type"]["kind"] extends Kind ? Name : never;
}[SettingName];

/** The values of a choice. */
export type ChoiceOf<Name extends SettingOfKind<"choice">> =
  (typeof SETTINGS)[Name]["type"]["values"][number];

export const SETTING_NAMES = Object.keys(SETTINGS) as SettingName[];
export const OAUTH_FIELD_NAMES = Object.keys(OAUTH_FIELDS) as OAuthField[];

/** The key with which the class `Provider` marks its configuration, because an explicit provider uses no other source. */
export const EXPLICIT_PROVIDER_MARK = "confluent-sso:explicitProvider";

/** Returns the current name of a setting. */
export function currentName(name: SettingName): SettingName {
  const row = SETTINGS[name];
  return "newName" in row ? row.newName : name;
}

/** The keys in `confluentcloud:`: the bridged provider has them too, and rejects a stack with any other key. */
const BRIDGED: readonly string[] = ["cloudApiKey", "cloudApiSecret", "oauth", "endpoint", "maxRetries"];

/** Returns the key of a setting in the configuration of a stack or an explicit provider: `confluentcloud:cloudApiKey`. */
export function configurationKey(name: SettingName): string {
  return `${BRIDGED.includes(name) ? "confluentcloud" : "confluent-sso"}:${name}`;
}

/** Returns the environment variable of a setting, or of a field of `oauth`: `CONFLUENT_CLOUD_API_KEY`. */
export function variableOf(name: SettingName | OAuthField): string {
  const isOurs = name in SETTINGS && !BRIDGED.includes(name);
  const words = name.replace(/^cloud/, "").replace(/\B(?=[A-Z])/g, "_");
  return `CONFLUENT_${isOurs ? "SSO" : "CLOUD"}_${words.toUpperCase()}${name === "oauth" ? "_…" : ""}`;
}
