export type { GroupMapping } from "../wire/groupMapping";
export {
  createApi,
  MAX_BODY_BYTES,
  type EmulatorApi,
  type EmulatorRequest,
  type EmulatorResponse,
} from "./api";
export {
  DEFAULT_CREDENTIALS,
  DEFAULT_ORGANIZATION_ID,
  type ApiKeyCredentials,
  type BearerCredentials,
  type CredentialsInUse,
  type EmulatorCredentials,
} from "./authentication";
export type { Answer } from "./answer";
export type { Clock, Sleep } from "./clock";
export type { MissingStatus } from "./failures";
export type { Fault, FaultAction, FaultAnswer, FaultCondition, FaultDelay } from "./faults";
export type { OAuthInUse, OAuthOptions } from "./oauthOptions";
export type { ApiOptions } from "./options";
export type { FixedWindowLimit, RateLimit, TokenBucketLimit } from "./rateLimit";
export type { RecordedExchange, RecordedResponse } from "./recording";
export { IDENTITY_PROVIDER_PATH, TOKEN_SERVICE_PATH } from "./tokenForms";
export { startEmulator, type Emulator, type EmulatorOptions } from "./startEmulator";
