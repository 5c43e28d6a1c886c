import { isOAuthField, OAUTH_FIELDS, type OAuthField } from "./oauthFields";

/** Every setting that is one text, by the name that it has in the stack configuration, without the namespace. */
export type Setting =
  | "cloudApiKey"
  | "cloudApiSecret"
  | "endpoint"
  | "organizationId"
  | "duplicates"
  | "userAgentSuffix"
  | "filterCheck"
  | "everyone"
  | "directory"
  | "maxRetries"
  | "retryBaseSeconds"
  | "retryCapSeconds"
  | "requestTimeoutSeconds"
  | "deadlineSeconds"
  | "maxConcurrency"
  | "maxWaitSeconds";

/** Where a setting may come from. */
export type SourceKind = "explicit provider" | "pulumi-nodejs" | "stack configuration" | "environment";

/** One place that settings come from. */
export interface Source {
  readonly kind: SourceKind;
  /** Set where it is read anew in every operation, though others of its kind are not: in a program. */
  readonly current?: true;
  /** The name that a user knows `setting` by in this source: `confluentcloud:cloudApiKey`, `CONFLUENT_CLOUD_API_KEY`. */
  nameOf(setting: Setting | "oauth" | OAuthField): string;
  /** The value, or undefined where this source has none or an empty one. */
  get(setting: Setting): string | undefined;
  /** The setting `oauth` as it stands here, not yet read: an object, or the JSON text of one; undefined for none. */
  oauth(): unknown;
}

/** The part of Pulumi's configuration that the host hands to `configure`. */
export interface StackConfiguration {
  get(key: string): unknown;
}

/**
 * The key by which the class `Provider` marks its own configuration, so that it can be told from the stack's: an
 * explicit provider takes nothing from any other source.
 */
const EXPLICIT_PROVIDER_MARK = "confluent-sso:explicitProvider";

/** The setting `oauth` in the stack configuration, and in that of an explicit provider. */
const OAUTH_KEY = "confluentcloud:oauth";

/** In `confluentcloud:` stand only the keys that the bridged provider has too: it refuses a stack with any other. */
const STACK_KEYS: Record<Setting, string> = {
  cloudApiKey: "confluentcloud:cloudApiKey",
  cloudApiSecret: "confluentcloud:cloudApiSecret",
  endpoint: "confluentcloud:endpoint",
  maxRetries: "confluentcloud:maxRetries",
  organizationId: "confluent-sso:organizationId",
  duplicates: "confluent-sso:duplicates",
  userAgentSuffix: "confluent-sso:userAgentSuffix",
  filterCheck: "confluent-sso:filterCheck",
  everyone: "confluent-sso:everyone",
  directory: "confluent-sso:directory",
  retryBaseSeconds: "confluent-sso:retryBaseSeconds",
  retryCapSeconds: "confluent-sso:retryCapSeconds",
  requestTimeoutSeconds: "confluent-sso:requestTimeoutSeconds",
  deadlineSeconds: "confluent-sso:deadlineSeconds",
  maxConcurrency: "confluent-sso:maxConcurrency",
  maxWaitSeconds: "confluent-sso:maxWaitSeconds",
};

const ENVIRONMENT_VARIABLES: Record<Setting, string> = {
  cloudApiKey: "CONFLUENT_CLOUD_API_KEY",
  cloudApiSecret: "CONFLUENT_CLOUD_API_SECRET",
  endpoint: "CONFLUENT_CLOUD_ENDPOINT",
  maxRetries: "CONFLUENT_CLOUD_MAX_RETRIES",
  organizationId: "CONFLUENT_SSO_ORGANIZATION_ID",
  duplicates: "CONFLUENT_SSO_DUPLICATES",
  userAgentSuffix: "CONFLUENT_SSO_USER_AGENT_SUFFIX",
  filterCheck: "CONFLUENT_SSO_FILTER_CHECK",
  everyone: "CONFLUENT_SSO_EVERYONE",
  directory: "CONFLUENT_SSO_DIRECTORY",
  retryBaseSeconds: "CONFLUENT_SSO_RETRY_BASE_SECONDS",
  retryCapSeconds: "CONFLUENT_SSO_RETRY_CAP_SECONDS",
  requestTimeoutSeconds: "CONFLUENT_SSO_REQUEST_TIMEOUT_SECONDS",
  deadlineSeconds: "CONFLUENT_SSO_DEADLINE_SECONDS",
  maxConcurrency: "CONFLUENT_SSO_MAX_CONCURRENCY",
  maxWaitSeconds: "CONFLUENT_SSO_MAX_WAIT_SECONDS",
};

/**
 * The sources in their precedence: an explicit `Provider` alone, otherwise the stack configuration in `pulumi-nodejs:`,
 * then in `confluentcloud:`, then the environment.
 *
 * `pulumi-nodejs:` comes first of these because the engine hands its keys to the host in PULUMI_CONFIG, current in
 * every operation, while refresh and destroy get the other namespaces from the state, as the last `up` stored them.
 */
export function sourcesOf(configuration: StackConfiguration, environment: NodeJS.ProcessEnv): Source[] {
  const fromConfiguration = (setting: Setting) => filled(configuration.get(STACK_KEYS[setting]));
  if (filled(configuration.get(EXPLICIT_PROVIDER_MARK)) !== undefined) {
    return [
      {
        kind: "explicit provider",
        nameOf: pathOf,
        get: fromConfiguration,
        oauth: () => configuration.get(OAUTH_KEY),
      },
    ];
  }
  const hostConfiguration = parseHostConfiguration(environment["PULUMI_CONFIG"]);
  return [
    {
      kind: "pulumi-nodejs",
      nameOf: (setting) => `pulumi-nodejs:${pathOf(setting)}`,
      get: (setting) => filled(hostConfiguration[setting]),
      oauth: () => hostConfiguration["oauth"],
    },
    {
      kind: "stack configuration",
      nameOf: (setting) => (isSetting(setting) ? STACK_KEYS[setting] : `confluentcloud:${pathOf(setting)}`),
      get: fromConfiguration,
      oauth: () => configuration.get(OAUTH_KEY),
    },
    environmentSource(environment),
  ];
}

/** The environment alone: all that a command line has, for it knows of no stack. */
export function environmentSource(environment: NodeJS.ProcessEnv): Source {
  return {
    kind: "environment",
    nameOf: (setting) => variableOf(setting),
    get: (setting) => filled(environment[ENVIRONMENT_VARIABLES[setting]]),
    oauth: () =>
      Object.fromEntries(Object.entries(OAUTH_FIELDS).map(([field, name]) => [field, environment[name]])),
  };
}

/** The value of the first source that has one, and that source. */
export function firstOf(
  sources: readonly Source[],
  setting: Setting,
): { value: string; source: Source } | undefined {
  for (const source of sources) {
    const value = source.get(setting);
    if (value !== undefined) {
      return { value, source };
    }
  }
  return undefined;
}

/** `the argument cloudApiKey of the Provider`, `the environment variable CONFLUENT_CLOUD_API_KEY`, … */
export function describeSource(source: Source, setting: Setting | "oauth" | OAuthField): string {
  const name = source.nameOf(setting);
  switch (source.kind) {
    case "explicit provider":
      return `the argument ${name} of the Provider`;
    case "environment":
      return `the environment variable ${name}`;
    case "pulumi-nodejs":
    case "stack configuration":
      return `the stack configuration ${name}`;
  }
}

function isSetting(name: Setting | "oauth" | OAuthField): name is Setting {
  return name !== "oauth" && !isOAuthField(name);
}

/** A field of `oauth` stands in that setting: `oauth.oauthIdentityPoolId`. */
function pathOf(name: Setting | "oauth" | OAuthField): string {
  return isOAuthField(name) ? `oauth.${name}` : name;
}

function variableOf(name: Setting | "oauth" | OAuthField): string {
  if (isSetting(name)) {
    return ENVIRONMENT_VARIABLES[name];
  }
  // The setting as a whole has no variable of its own, each of its fields has.
  return name === "oauth" ? "CONFLUENT_CLOUD_OAUTH_…" : OAUTH_FIELDS[name];
}

/** PULUMI_CONFIG of the host: the keys of the namespace `pulumi-nodejs`, without it, as JSON. */
function parseHostConfiguration(json: string | undefined): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(json ?? "{}");
    return typeof parsed === "object" && parsed !== null ? (parsed as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** A text; numbers and truth values too, which a Provider's arguments may be. */
function filled(value: unknown): string | undefined {
  const text = typeof value === "number" || typeof value === "boolean" ? String(value) : value;
  return typeof text === "string" && text !== "" ? text : undefined;
}
