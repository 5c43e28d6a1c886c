// Codes for failures that have no Node.js code. They never appear in messages.

/** The proxy requires credentials, or rejected the ones it received. */
export const PROXY_AUTH_REQUIRED = "ERR_PROXY_WANTS_CREDENTIALS";

/** The proxy does not allow the connection. */
export const PROXY_REFUSED = "ERR_PROXY_REFUSED";

/** The proxy could not be reached, or could not reach the API. Possibly temporary. */
export const PROXY_FAILED = "ERR_PROXY_FAILED";

/** The connection failed before any byte of the request was sent. */
export const NOT_CONNECTED = "ERR_NOT_CONNECTED";

/** The two ends have no version of TLS in common, or the other end does not use TLS. */
export const NO_COMMON_TLS = "ERR_NO_COMMON_TLS";

/** A failure of the connection, with one of the codes above or a Node.js code. */
export class ConnectionFailure extends Error {
  constructor(
    readonly code: string | undefined,
    message: string,
  ) {
    super(message);
  }
}

/** Failures that a person must fix first. */
const PERMANENT: ReadonlySet<string> = new Set([NO_COMMON_TLS, PROXY_AUTH_REQUIRED, PROXY_REFUSED]);

/** Other failures before any byte of the request was sent. */
const NOT_SENT: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EPROTO",
  "EHOSTUNREACH",
  "ERR_INVALID_URL",
  "ENETUNREACH",
  NOT_CONNECTED,
  PROXY_FAILED,
]);

/** Whether a certificate was rejected. */
export function isCertificateError(code: string): boolean {
  return /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|HOSTNAME_MISMATCH/.test(code);
}

/** Whether no byte of the request was sent, so that the API cannot have carried it out. */
export function wasNeverSent(code: string): boolean {
  return NOT_SENT.has(code) || isPermanent(code);
}

/** Whether a retry cannot help. */
export function isPermanent(code: string): boolean {
  return PERMANENT.has(code) || isCertificateError(code);
}

/** Returns the failure of a handshake, with only the reason from OpenSSL's message; undefined if it is not such a message. */
export function parseTlsFailure(code: string, message: string): ConnectionFailure | undefined {
  // `80AC…:error:0A00042E:SSL routines:ssl3_read_bytes:tlsv1 alert protocol version:…`
  const reason = /:SSL routines:[^:]*:([^:]+):/.exec(message)?.[1];
  if (reason === undefined) {
    return undefined;
  }
  const isVersion = /protocol version|unsupported protocol|wrong version number/.test(reason);
  return new ConnectionFailure(isVersion ? NO_COMMON_TLS : code, `no TLS connection: ${reason}`);
}
