// Codes for failures that Node has no code for. No message shows them.

/** The proxy wants credentials, or others than it was given. */
export const PROXY_AUTH_REQUIRED = "ERR_PROXY_WANTS_CREDENTIALS";

/** The proxy does not let the connection through. */
export const PROXY_REFUSED = "ERR_PROXY_REFUSED";

/** The proxy could not be asked, or could not reach the API. It may a moment later. */
export const PROXY_FAILED = "ERR_PROXY_FAILED";

/** The connection failed before a byte of the request had left. */
export const NOT_CONNECTED = "ERR_NOT_CONNECTED";

/** Both ends have no version of TLS in common, or the other one speaks none at all. */
export const NO_COMMON_TLS = "ERR_NO_COMMON_TLS";

/** A failure of the connection, by one of the codes above or one of Node's. */
export class ConnectionFailure extends Error {
  constructor(
    readonly code: string | undefined,
    message: string,
  ) {
    super(message);
  }
}

/** Failures that somebody has to fix first. */
const PERMANENT: ReadonlySet<string> = new Set([NO_COMMON_TLS, PROXY_AUTH_REQUIRED, PROXY_REFUSED]);

/** Other failures before a byte of the request could be sent. */
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

/** Whether a certificate was not accepted. */
export function isCertificateError(code: string): boolean {
  return /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|HOSTNAME_MISMATCH/.test(code);
}

/** Whether not a byte of the request has left, so that nothing can have been carried out. */
export function wasNeverSent(code: string): boolean {
  return NOT_SENT.has(code) || isPermanent(code);
}

/** Whether trying again is of no use. */
export function isPermanent(code: string): boolean {
  return PERMANENT.has(code) || isCertificateError(code);
}

/** The failure of a handshake, with only the reason out of OpenSSL's message; undefined if the message is not OpenSSL's. */
export function parseTlsFailure(code: string, message: string): ConnectionFailure | undefined {
  // `80AC…:error:0A00042E:SSL routines:ssl3_read_bytes:tlsv1 alert protocol version:…`
  const reason = /:SSL routines:[^:]*:([^:]+):/.exec(message)?.[1];
  if (reason === undefined) {
    return undefined;
  }
  const isVersion = /protocol version|unsupported protocol|wrong version number/.test(reason);
  return new ConnectionFailure(isVersion ? NO_COMMON_TLS : code, `no TLS connection: ${reason}`);
}
