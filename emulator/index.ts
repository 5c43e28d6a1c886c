export type { GroupMapping } from "../provider/wire";
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
} from "./core";
export type { HttpResponse as Answer } from "./core";
export type { Clock, Sleep } from "./core";
export type { Fault, FaultAction, FaultAnswer, FaultCondition, FaultDelay } from "./core";
export type { OAuthInUse, OAuthOptions } from "./core";
export type { ApiOptions, MissingStatus } from "./core";
export type { FixedWindowLimit, RateLimit, TokenBucketLimit } from "./core";
export type { RecordedExchange, RecordedResponse } from "./core";
export { IDENTITY_PROVIDER_PATH, TOKEN_SERVICE_PATH } from "./core";
export { startEmulator, type Emulator, type EmulatorOptions } from "./startEmulator";
