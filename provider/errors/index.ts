export { escapeCharacter, escapeUnsafe, oneLine, sanitizeForDisplay, UNSAFE } from "./display";
export { ERROR_CODES, type ErrorKind, withCode } from "./errorCodes";
export { adoptHint, noSuchMapping } from "./mappingErrors";
export {
  ConfigurationError,
  messageOf,
  ProviderError,
  providerErrorFrom,
  shownMessage,
  withProviderErrors,
} from "./providerError";
export { excerpt, REDACTED, Redactor, redactUrl, SECRET_INPUT, secrets } from "./redaction";
export { failurePrefix, type RequestContext, responderName, subject } from "./requestContext";
