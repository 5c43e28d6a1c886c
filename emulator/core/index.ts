export {
  type ApiKeyCredentials,
  authenticate,
  type BearerCredentials,
  createUnauthenticated,
  type CredentialsInUse,
  DEFAULT_CREDENTIALS,
  DEFAULT_ORGANIZATION_ID,
  type EmulatorCredentials,
  readBearerToken,
} from "./authentication";
export { describeError, hasErrorCode } from "./checks";
export type { Clock, Sleep } from "./clock";
export {
  createFaultResponse,
  type Fault,
  type FaultAction,
  type FaultAnswer,
  type FaultCondition,
  type FaultDelay,
  FaultQueue,
} from "./faults";
export {
  createErrorResponse,
  createJsonResponse,
  createMethodNotAllowed,
  createRequestId,
  type Failure,
  type HttpResponse,
  lowerCaseNames,
  rejectRequest,
} from "./httpResponse";
export type { OAuthInUse, OAuthOptions } from "./oauthOptions";
export { type ApiOptions, type MissingStatus, type ResolvedOptions, resolveOptions } from "./options";
export {
  checkRateLimit,
  type FixedWindowLimit,
  type RateLimit,
  type TokenBucketLimit,
} from "./rateLimitOptions";
export { type ReceivedRequest, type RecordedExchange, type RecordedResponse, Recorder } from "./recording";
export { IDENTITY_PROVIDER_PATH, TOKEN_SERVICE_PATH } from "./tokenForms";
export { TokenService } from "./tokenService";
