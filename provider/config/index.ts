export {
  type Credentials,
  findCredentials,
  type KeyCredentials,
  type OAuthCredentials,
  remedyFor,
} from "./credentials";
export { type DuplicatesSetting, resolveDuplicates } from "./duplicatesSetting";
export { parseEndpoint } from "./endpoint";
export { FILTER_CHECKS, type FilterPolicy, resolveFilterPolicy } from "./filterPolicy";
export { type Limits, MAX_WAIT_MS, resolveLimits } from "./limits";
export { type ClientCredentials, type OAuthOptions, readOAuth } from "./oauthOptions";
export { resolveSettings, type Settings } from "./settings";
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
} from "./settingsTable";
export {
  describeSource,
  environmentSource,
  firstOf,
  type Source,
  type SourceKind,
  sourcesOf,
  type StackConfiguration,
  staleConfigHint,
  type TextSetting,
} from "./sources";
export { findUserAgentSuffix, VERSION } from "./userAgentSuffix";
export { findUnknownKeys, findUnknownVariables, type UnknownSettings } from "./unknownSettings";
