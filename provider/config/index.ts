export { closestName } from "./closestName";
export {
  type Credentials,
  findCredentials,
  type KeyCredentials,
  MissingCredentialsError,
  type OAuthCredentials,
  remedyFor,
} from "./credentials";
export { parseEndpoint } from "./endpoint";
export { type ClientCredentials, type OAuthOptions, readOAuth } from "./oauthOptions";
export {
  type DuplicatesSetting,
  FILTER_CHECKS,
  type FilterPolicy,
  findProblem,
  type Limits,
  MAX_WAIT_MS,
  resolveDuplicates,
  resolveFilterPolicy,
  resolveLimits,
  resolveSettings,
  type Settings,
  VERSION,
} from "./settings";
export {
  type ChoiceOf,
  configurationKey,
  OAUTH_FIELDS,
  type OAuthField,
  type OAuthFieldRow,
  SETTING_NAMES,
  type SettingName,
  type SettingOfKind,
  type SettingRow,
  SETTINGS,
  variableOf,
} from "./settingsTable";
export {
  describeSource,
  findFormerNames,
  firstOf,
  type Source,
  type SourceKind,
  staleConfigHint,
  type TextSetting,
} from "./source";
export {
  environmentSource,
  type PluginConfiguration,
  pluginSourcesOf,
  sourcesOf,
  type StackConfiguration,
} from "./sources";
export { findUnknownKeys, findUnknownVariables, type UnknownSettings } from "./unknownSettings";
export { readSetting } from "./values";
