export type { GroupMapping } from "../provider/wire/groupMapping";
export {
  createApi,
  MAX_BODY_BYTES,
  type EmulatorApi,
  type EmulatorRequest,
  type EmulatorResponse,
} from "./api/api";
export {
  DEFAULT_CREDENTIALS,
  DEFAULT_ORGANIZATION_ID,
  type ApiKeyCredentials,
  type BearerCredentials,
  type CredentialsInUse,
  type EmulatorCredentials,
} from "./core/authentication";
export type { HttpResponse as Answer } from "./core/httpResponse";
export type { Clock, Sleep } from "./core/clock";
export type { Fault, FaultAction, FaultAnswer, FaultCondition, FaultDelay } from "./core/faults";
export type { OAuthInUse, OAuthOptions } from "./core/oauthOptions";
export type { ApiOptions, MissingStatus } from "./core/options";
export type { FixedWindowLimit, RateLimit, TokenBucketLimit } from "./core/rateLimitOptions";
export type { RecordedExchange, RecordedResponse } from "./core/recording";
export { IDENTITY_PROVIDER_PATH, TOKEN_SERVICE_PATH } from "./core/tokenForms";
export { startEmulator, type Emulator, type EmulatorOptions } from "./startEmulator";
