import { ConfigurationError } from "../errors";
import {
  currentName,
  OAUTH_FIELDS,
  type OAuthField,
  SETTING_NAMES,
  type SettingName,
  SETTINGS,
} from "./settingsTable";

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
