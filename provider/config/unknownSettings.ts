import { closestName } from "./closestName";
import {
  configurationKey,
  currentName,
  OAUTH_FIELD_NAMES,
  SETTING_NAMES,
  type SettingName,
  variableOf,
} from "./settingsTable";

// A stack's program loads this file, so it imports the table of settings and closestName, and nothing else of the provider.

/** Names that are not settings. A misspelled `matchAllFilters: deny` would silently disable a safety check. */
export interface UnknownSettings {
  /** Errors about names that are similar to a setting's name, with advice. */
  readonly errors: readonly string[];
  /** Warnings about all other names. They may belong to the project itself. */
  readonly warnings: readonly string[];
}

const NAMESPACES = ["confluent-sso", "confluentcloud", "pulumi-nodejs"];

/** Pulumi's own keys, which exist for every package. */
export const PULUMI_KEYS = ["version", "pluginDownloadURL"];

/** Keys of the bridged provider that are not settings here. Source: the configuration of @pulumi/confluentcloud. */
const BRIDGE_KEYS = [
  "catalogRestEndpoint",
  "environmentId",
  "flinkApiKey",
  "flinkApiSecret",
  "flinkComputePoolId",
  "flinkPrincipalId",
  "flinkRestEndpoint",
  "kafkaApiKey",
  "kafkaApiSecret",
  "kafkaId",
  "kafkaRestEndpoint",
  "organizationId",
  "schemaRegistryApiKey",
  "schemaRegistryApiSecret",
  "schemaRegistryId",
  "schemaRegistryRestEndpoint",
  "tableflowApiKey",
  "tableflowApiSecret",
];

/**
 * Checks the names of a stack's configuration. Values are neither read nor shown.
 *
 * @param keys with their namespace: `confluent-sso:matchAllFilters`
 * @param project the name of the Pulumi project, whose own keys are in the namespace of that name
 * @param keyOf the key of a setting in the stack configuration
 */
export function findUnknownKeys(
  keys: readonly string[],
  project: string,
  keyOf: (name: SettingName) => string = configurationKey,
): UnknownSettings {
  const errors: string[] = [];
  const warnings: string[] = [];
  for (const key of keys) {
    const [namespace = "", ...rest] = key.split(":");
    const name = rest.join(":");
    if (!NAMESPACES.includes(namespace) || isKnown(namespace, name)) {
      continue;
    }
    const meant = suggestionFor(namespace, name, keyOf);
    if (meant !== undefined) {
      const text =
        `The stack configuration has ${key}, which is not a setting. Did you mean ${meant}? ` +
        `Set ${meant}, and run \`pulumi config rm ${key}\`.`;
      (project === namespace ? warnings : errors).push(text);
    } else if (namespace !== "pulumi-nodejs") {
      warnings.push(`The stack configuration has ${key}, which is not a setting and has no effect here.`);
    }
  }
  return { errors, warnings };
}

/**
 * Checks the names of the environment variables. Values are neither read nor shown. Other programs have variables named
 * `CONFLUENT_CLOUD_…`, too, so among these only a misspelled name is reported, and only if the right one is not set.
 */
export function findUnknownVariables(names: readonly string[]): readonly string[] {
  const known = [...SETTING_NAMES, ...OAUTH_FIELD_NAMES].map(variableOf);
  const unknownIn = (prefix: string) =>
    names.filter((name) => name.startsWith(prefix) && !known.includes(name));
  const text = (name: string, near: string | undefined) =>
    `The environment variable ${name} is not a setting and has no effect.` +
    (near === undefined ? "" : ` Did you mean ${near}?`);
  const ours = unknownIn("CONFLUENT_SSO_").map((name) => {
    const near = closestName(name.replace("CONFLUENT_SSO_", ""), SETTING_NAMES, bare);
    return text(name, near && variableOf(currentName(near)));
  });
  const inCloud = known.filter((name) => name.startsWith("CONFLUENT_CLOUD_"));
  const others = unknownIn("CONFLUENT_CLOUD_").flatMap((name) => {
    const near = closestName(name, inCloud, stem);
    return near === undefined || names.includes(near) ? [] : [text(name, near)];
  });
  return [...ours, ...others];
}

/** `CONFLUENT_CLOUD_MAX_RETRY` is CONFLUENT_CLOUD_MAX_RETRIES. */
function stem(variable: string): string {
  return bare(variable.replace("CONFLUENT_CLOUD_", "")).replace(/(?:y|ies)$/, "");
}

/** The dynamic provider and the provider plugin read different keys, and one stack may use both. */
function isKnown(namespace: string, name: string): boolean {
  const isPluginKey = namespace === "confluent-sso" && SETTING_NAMES.some((setting) => setting === name);
  return isPluginKey || PULUMI_KEYS.includes(name) || knownIn(namespace, configurationKey).includes(name);
}

function knownIn(namespace: string, keyOf: (name: SettingName) => string): readonly string[] {
  const settings = SETTING_NAMES.filter(
    (name) => namespace === "pulumi-nodejs" || keyOf(name).startsWith(`${namespace}:`),
  );
  return namespace === "confluentcloud" ? [...settings, ...BRIDGE_KEYS] : settings;
}

/** Returns the full key that was probably intended: a setting in this namespace or in another one. */
function suggestionFor(
  namespace: string,
  name: string,
  keyOf: (name: SettingName) => string,
): string | undefined {
  const here = closestName(name, knownIn(namespace, keyOf), bare);
  if (here !== undefined) {
    const setting = SETTING_NAMES.find((one) => one === here);
    return `${namespace}:${setting === undefined ? here : currentName(setting)}`;
  }
  const elsewhere = closestName(name, SETTING_NAMES, bare);
  return elsewhere === undefined ? undefined : keyOf(currentName(elsewhere));
}

/** Case, underscores and hyphens do not matter: `filter_check` is filterCheck. */
function bare(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, "");
}
