import { ConfigurationError } from "../errors";
import { closestName } from "./closestName";
import {
  configurationKey,
  currentName,
  EXPLICIT_PROVIDER_MARK,
  OAUTH_FIELD_NAMES,
  OAUTH_FIELDS,
  type OAuthField,
  SETTING_NAMES,
  type SettingName,
  SETTINGS,
  variableOf,
} from "./settingsTable";
import { findUnknownKeys, PULUMI_KEYS } from "./unknownSettings";

/** Every setting that is a single string in each source. */
export type TextSetting = Exclude<SettingName, "oauth">;

export type SourceKind = "explicit provider" | "pulumi-nodejs" | "stack configuration" | "environment";

export interface Source {
  readonly kind: SourceKind;
  /** Whether its values may be those of an earlier run, from the state. Absent if they never are. */
  readonly isStored?: () => boolean;
  /** Returns the name of `setting` in this source: `confluentcloud:cloudApiKey`, `CONFLUENT_CLOUD_API_KEY`. */
  nameOf(setting: SettingName | OAuthField): string;
  /** Returns the configured value, not validated. `oauth` is an object, or the JSON text of one. */
  get(setting: SettingName): unknown;
}

/** Returns the value of a setting from the first source that has it, with the source and the name that was used. */
export function firstOf(
  sources: readonly Source[],
  setting: TextSetting,
): { value: string; source: Source; name: SettingName } | undefined {
  for (const source of sources) {
    const name = nameIn(source, setting);
    const value = textIn(source, name);
    if (value !== undefined) {
      return { value, source, name };
    }
  }
  return undefined;
}

/** Returns the name that a setting has in a source. @throws {ConfigurationError} If two names are set, to different values. */
function nameIn(source: Source, setting: SettingName): SettingName {
  const former = FORMER_NAMES.find((name) => currentName(name) === setting);
  if (former === undefined || !isSet(source, former)) {
    return setting;
  }
  const text = scalarText(source.get(setting));
  if (text !== undefined && text !== scalarText(source.get(former))) {
    const [first, second] = [describeSource(source, setting), describeSource(source, former)];
    const problem = `${first} and ${second} are names of the same setting, but have different values. Remove ${second}.`;
    throw new ConfigurationError([problem, ...staleConfigHint(source)].join("\n"));
  }
  return text === undefined ? former : setting;
}

/** Returns a warning for each deprecated name that is set. */
export function findFormerNames(sources: readonly Source[]): readonly string[] {
  return sources.flatMap((source) =>
    FORMER_NAMES.filter((name) => isSet(source, name)).map((name) => {
      const former = describeSource(source, name);
      return `Use ${source.nameOf(currentName(name))} instead of ${former}, which is deprecated and still works.`;
    }),
  );
}

const FORMER_NAMES = SETTING_NAMES.filter((name) => currentName(name) !== name);

function isSet(source: Source, name: SettingName): boolean {
  return (source.get(name) ?? "") !== "";
}

/** Returns `the argument cloudApiKey of the Provider`, `the environment variable CONFLUENT_CLOUD_API_KEY`, … */
export function describeSource(source: Source, setting: SettingName | OAuthField): string {
  const name = source.nameOf(setting);
  if (source.kind === "explicit provider") {
    return `the argument ${name} of the Provider`;
  }
  return `the ${source.kind === "environment" ? "environment variable" : "stack configuration"} ${name}`;
}

/** Returns a setting as text; undefined if it is not set, or empty. @throws {ConfigurationError} If it has another type. */
export function textIn(source: Source, setting: SettingName): string | undefined {
  const value = source.get(setting) ?? "";
  const isNumeric = "min" in SETTINGS[setting].type;
  if (typeof value === "string" || (typeof value === "number" && isNumeric)) {
    return scalarText(value);
  }
  const given = Array.isArray(value)
    ? "a list"
    : typeof value === "object"
      ? "an object"
      : `a ${typeof value}`;
  throw new ConfigurationError(
    `${describeSource(source, setting)} must be a ${isNumeric ? "number" : "string"}, not ${given}.`,
  );
}

/** Returns advice for settings that a refresh reads from the state; none if they are those of this run. */
export function staleConfigHint({ kind, isStored }: Pick<Source, "kind" | "isStored">): string[] {
  if (isStored?.() !== true) {
    return [];
  }
  const what = kind === "explicit provider" ? "the Provider's arguments" : "the configuration";
  return [
    `If you have already done so: \`pulumi refresh\`, \`pulumi destroy\`, and a preview that refreshes use ${what} that the last`,
    "`pulumi up` stored in the state. Add --run-program to the command, or run `pulumi up --refresh=false` once.",
  ];
}

export function isOAuthField(name: string): name is OAuthField {
  return Object.hasOwn(OAUTH_FIELDS, name);
}

/** Returns a string, number, or Boolean as text; undefined if it is empty or has another type. */
export function scalarText(value: unknown): string | undefined {
  const text = typeof value === "number" || typeof value === "boolean" ? String(value) : value;
  return typeof text === "string" && text !== "" ? text : undefined;
}

/** Returns the path of a setting or a field of `oauth`, such as `oauth.oauthIdentityPoolId`. */
export function pathOf(name: SettingName | OAuthField): string {
  return isOAuthField(name) ? `oauth.${name}` : name;
}

/** Returns undefined if the text is not JSON. An error of JSON.parse could quote a secret. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

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
