/** Every setting, by the name that it has in the stack configuration, without the namespace. */
export type Setting = "cloudApiKey" | "cloudApiSecret" | "endpoint" | "organizationId";

/** Where a setting may come from. */
export type SourceKind = "explicit provider" | "pulumi-nodejs" | "stack configuration" | "environment";

/** One place that settings come from. */
export interface Source {
  readonly kind: SourceKind;
  /** The name that a user knows `setting` by in this source: `confluentcloud:cloudApiKey`, `CONFLUENT_CLOUD_API_KEY`. */
  nameOf(setting: Setting): string;
  /** The value, or undefined where this source has none or an empty one. */
  get(setting: Setting): string | undefined;
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

const STACK_KEYS: Record<Setting, string> = {
  cloudApiKey: "confluentcloud:cloudApiKey",
  cloudApiSecret: "confluentcloud:cloudApiSecret",
  endpoint: "confluentcloud:endpoint",
  organizationId: "confluent-sso:organizationId",
};

const ENVIRONMENT_VARIABLES: Record<Setting, string> = {
  cloudApiKey: "CONFLUENT_CLOUD_API_KEY",
  cloudApiSecret: "CONFLUENT_CLOUD_API_SECRET",
  endpoint: "CONFLUENT_CLOUD_ENDPOINT",
  organizationId: "CONFLUENT_SSO_ORGANIZATION_ID",
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
    return [{ kind: "explicit provider", nameOf: (setting) => setting, get: fromConfiguration }];
  }
  const hostConfiguration = parseHostConfiguration(environment["PULUMI_CONFIG"]);
  return [
    {
      kind: "pulumi-nodejs",
      nameOf: (setting) => `pulumi-nodejs:${setting}`,
      get: (setting) => filled(hostConfiguration[setting]),
    },
    { kind: "stack configuration", nameOf: (setting) => STACK_KEYS[setting], get: fromConfiguration },
    {
      kind: "environment",
      nameOf: (setting) => ENVIRONMENT_VARIABLES[setting],
      get: (setting) => filled(environment[ENVIRONMENT_VARIABLES[setting]]),
    },
  ];
}

/** `the argument cloudApiKey of the Provider`, `the environment variable CONFLUENT_CLOUD_API_KEY`, … */
export function describeSource(source: Source, setting: Setting): string {
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

/** PULUMI_CONFIG of the host: the keys of the namespace `pulumi-nodejs`, without it, as JSON. */
function parseHostConfiguration(json: string | undefined): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(json ?? "{}");
    return typeof parsed === "object" && parsed !== null ? (parsed as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function filled(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
