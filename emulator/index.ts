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
} from "./authentication";
export type { Fault, FaultAction, FaultAnswer, FaultCondition, FaultDelay } from "./faults";
export type { HttpResponse as Answer } from "./httpResponse";
export type { ApiOptions, Clock, MissingStatus, OAuthInUse, OAuthOptions, Sleep } from "./options";
export type { RateLimit } from "./rateLimit";
export type { RecordedExchange, RecordedResponse } from "./recording";
export { startEmulator, type Emulator, type EmulatorOptions } from "./startEmulator";
export { IDENTITY_PROVIDER_PATH, TOKEN_SERVICE_PATH } from "./tokenService";
