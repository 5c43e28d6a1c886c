export { escapeCharacter, escapeUnsafe, oneLine, sanitizeForDisplay, UNSAFE } from "./display";
export { adoptHint, noSuchMapping } from "./mappingErrors";
export {
  ConfigurationError,
  messageOf,
  ProviderError,
  providerErrorFrom,
  withProviderErrors,
} from "./providerError";
export { excerpt, REDACTED, Redactor, redactUrl, SECRET_INPUT, secrets } from "./redaction";
export { failurePrefix, type RequestContext, responderName, subject } from "./requestContext";
