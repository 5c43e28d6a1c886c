import { ConfigurationError } from "../errors";
import { closestName } from "./closestName";
import {
  configurationKey,
  currentName,
  EXPLICIT_PROVIDER_MARK,
  OAUTH_FIELD_NAMES,
  type OAuthField,
  SETTING_NAMES,
  type SettingName,
  variableOf,
} from "./settingsTable";
import { isOAuthField, parseJson, pathOf, scalarText, type Source, staleConfigHint } from "./source";
import { findUnknownKeys, PULUMI_KEYS } from "./unknownSettings";

/** The part of Pulumi's configuration that the host passes to `configure`. Pulumi's types do not declare the last two properties. */
export interface StackConfiguration {
  get(key: string): unknown;
  /** All keys, each with its namespace. */
  readonly rawConfig?: Readonly<Record<string, unknown>>;
  /** The name of the Pulumi project. */
  readonly projectName?: string;
}

/**
 * Returns the sources of the dynamic provider by precedence: an explicit `Provider` alone, otherwise the stack configuration
 * in `pulumi-nodejs:`, then in `confluentcloud:`, then the environment. PULUMI_CONFIG has `pulumi-nodejs:` as it is now, while
 * refresh and destroy get the other namespaces from the state.
 *
 * @param isStored whether `configuration` may be that of an earlier run, from the state
 * @throws {ConfigurationError} If a key of the stack configuration is a misspelled setting.
 */
export function sourcesOf(
  configuration: StackConfiguration,
  environment: NodeJS.ProcessEnv,
  isStored: () => boolean,
): Source[] {
  const get = (setting: SettingName) => configuration.get(configurationKey(setting));
  if (scalarText(configuration.get(EXPLICIT_PROVIDER_MARK)) !== undefined) {
    return [{ kind: "explicit provider", isStored, nameOf: pathOf, get }];
  }
  // The keys of the namespace `pulumi-nodejs`, without it, as JSON.
  const hostConfiguration = (parseJson(environment["PULUMI_CONFIG"] ?? "") ?? {}) as Record<string, unknown>;
  const project = environment["PULUMI_PROJECT"] ?? configuration.projectName ?? "";
  requireKnownKeys(
    Object.keys(configuration.rawConfig ?? {}),
    project,
    staleConfigHint({ kind: "stack configuration", isStored }),
  );
  requireKnownKeys(
    Object.keys(hostConfiguration).map((name) => `pulumi-nodejs:${name}`),
    project,
    [],
  );
  return [
    {
      kind: "pulumi-nodejs",
      nameOf: (setting) => `pulumi-nodejs:${pathOf(setting)}`,
      get: (setting) => hostConfiguration[setting],
    },
    {
      kind: "stack configuration",
      isStored,
      nameOf: (setting) =>
        isOAuthField(setting) ? `${configurationKey("oauth")}.${setting}` : configurationKey(setting),
      get,
    },
    environmentSource(environment),
  ];
}

/** The configuration that the engine passes to the provider plugin. */
export interface PluginConfiguration {
  /** Values by name, without a namespace: from a Provider, or from the stack configuration when the state was written. */
  readonly args: Readonly<Record<string, unknown>>;
  /** Whether the program declares the Provider. Otherwise, the engine created it from the stack configuration. */
  readonly isExplicit: boolean;
}

/**
 * Returns the sources of the provider plugin by precedence: an explicit `Provider` alone, otherwise the stack configuration in
 * `confluent-sso:`, then the environment. The engine sets PULUMI_CONFIG to the current stack configuration in every operation.
 *
 * @param isStored whether the arguments of a Provider may be those of an earlier run, from the state
 * @param warn called for each key that has no effect
 * @throws {ConfigurationError} If a name is a misspelled setting.
 */
export function pluginSourcesOf(
  { args, isExplicit }: PluginConfiguration,
  environment: NodeJS.ProcessEnv,
  isStored: () => boolean,
  warn: (text: string) => void = () => undefined,
): Source[] {
  if (isExplicit) {
    requireKnownArguments(Object.keys(args));
    return [{ kind: "explicit provider", isStored, nameOf: pathOf, get: (setting) => args[setting] }];
  }
  const current = environment["PULUMI_CONFIG"];
  const stack = current === undefined ? args : ((parseJson(current) ?? {}) as Record<string, unknown>);
  const keyOf = (setting: SettingName | OAuthField) => `confluent-sso:${pathOf(setting)}`;
  requireKnownKeys(
    Object.keys(stack)
      .filter(isOfUser)
      .map((name) => `confluent-sso:${name}`),
    environment["PULUMI_PROJECT"] ?? "",
    [],
    keyOf,
  ).forEach(warn);
  return [
    { kind: "stack configuration", nameOf: keyOf, get: (setting) => stack[setting] },
    environmentSource(environment),
  ];
}

/** Whether a name is neither the engine's own, such as `__internal`, nor of another provider, after a move. */
function isOfUser(name: string): boolean {
  return !/^__|:/.test(name);
}

/** Rejects a misspelled argument, because a misspelled `matchAllFilters: "deny"` would silently disable a safety check. */
function requireKnownArguments(names: readonly string[]): void {
  const known: readonly string[] = [...SETTING_NAMES, ...PULUMI_KEYS];
  const unknown = names.find((name) => !known.includes(name) && isOfUser(name));
  if (unknown !== undefined) {
    const meant = closestName(unknown, SETTING_NAMES, (name) => name.toLowerCase());
    const advice = meant === undefined ? "" : ` Did you mean ${currentName(meant)}?`;
    throw new ConfigurationError(`${unknown} is not an argument of the Provider.${advice}`);
  }
}

/** Returns warnings about keys that have no effect. `hint` is added to the error about a misspelled key. */
function requireKnownKeys(
  keys: readonly string[],
  project: string,
  hint: readonly string[],
  keyOf?: (name: SettingName) => string,
): readonly string[] {
  const { errors, warnings } = findUnknownKeys(keys, project, keyOf);
  if (errors.length > 0) {
    throw new ConfigurationError([...errors, ...hint].join("\n"));
  }
  return warnings;
}

/** The environment, which is the only source for the command line. */
export function environmentSource(environment: NodeJS.ProcessEnv): Source {
  return {
    kind: "environment",
    nameOf: variableOf,
    get: (setting) =>
      setting === "oauth"
        ? Object.fromEntries(OAUTH_FIELD_NAMES.map((field) => [field, environment[variableOf(field)]]))
        : environment[variableOf(setting)],
  };
}
