/** The proxy wants credentials, or others than it was given. */
export const PROXY_AUTH_REQUIRED = "ERR_PROXY_WANTS_CREDENTIALS";

/** The proxy does not let the connection through. */
export const PROXY_REFUSED = "ERR_PROXY_REFUSED";

/** The proxy could not be asked, or could not reach the API: it may, a moment later. */
export const PROXY_FAILED = "ERR_PROXY_FAILED";

/** It broke before the connection stood, so that not a byte of the request had left. */
export const NOT_CONNECTED = "ERR_NOT_CONNECTED";

/** Both ends have no version of TLS in common, or the other one speaks none at all. */
export const NO_COMMON_TLS = "ERR_NO_COMMON_TLS";

/** A failure of the connection, by one of the codes above or one of Node's. */
export class ConnectionFailure extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** Faults before a byte of the request could be sent. */
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

const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|HOSTNAME_MISMATCH/;

/** The certificate's issuer is not known, which the user can change; an expired one only its owner can. */
const UNKNOWN_ISSUER = /SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|CERT_UNTRUSTED/;

/** In the midst of what OpenSSL says: `80AC…:error:0A00042E:SSL routines:ssl3_read_bytes:tlsv1 alert protocol version:…`. */
const TLS_REASON = /:SSL routines:[^:]*:([^:]+):/;

const NO_VERSION_IN_COMMON = /protocol version|unsupported protocol|wrong version number/;

/** Whether a certificate was not accepted. */
export function isCertificateError(code: string): boolean {
  return CERTIFICATE.test(code);
}

/** Whether not a byte of the request has left, so that nothing can have been carried out. */
export function wasNeverSent(code: string): boolean {
  return NOT_SENT.has(code) || isPermanent(code);
}

/** Whether trying again is of no use: somebody has to change something first. */
export function isPermanent(code: string): boolean {
  return (
    isCertificateError(code) ||
    code === NO_COMMON_TLS ||
    code === PROXY_AUTH_REQUIRED ||
    code === PROXY_REFUSED
  );
}

/** The fault in a handshake, in OpenSSL's own words alone; undefined where the message is not OpenSSL's. */
export function parseTlsFailure(code: string, message: string): ConnectionFailure | undefined {
  const reason = TLS_REASON.exec(message)?.[1];
  return reason === undefined
    ? undefined
    : new ConnectionFailure(
        NO_VERSION_IN_COMMON.test(reason) ? NO_COMMON_TLS : code,
        `no TLS connection: ${reason}`,
      );
}

/** What to do about a fault after which nothing was carried out. */
export function adviceFor(code: string): string[] {
  if (UNKNOWN_ISSUER.test(code)) {
    return [
      "Node.js does not know who issued the certificate. If a proxy or a gateway of your organization did, put the",
      "certificate of its CA into a file (PEM), name that file in the environment variable NODE_EXTRA_CA_CERTS, and run",
      "the command again.",
    ];
  }
  switch (code) {
    case NO_COMMON_TLS:
      return [
        "TLS 1.2 and 1.3 are spoken here, nothing older. Check the endpoint, and what stands between it and you.",
      ];
    case PROXY_AUTH_REQUIRED:
      return [
        "The request did not reach the API: nothing was carried out. Put the proxy's user name and password into the",
        "environment variable that names it, HTTPS_PROXY=http://user:password@host:port, and run the command again.",
      ];
    case PROXY_REFUSED:
      return [
        "The request did not reach the API: nothing was carried out. Have the endpoint's host allowed in the proxy, or,",
        "where it can be reached without one, name it in the environment variable NO_PROXY.",
      ];
    case PROXY_FAILED:
      return [
        "The request did not reach the API: nothing was carried out. Check the environment variable HTTPS_PROXY, or,",
        "where the endpoint can be reached without a proxy, name its host in NO_PROXY. Then run the command again.",
      ];
    default:
      return ["Check the endpoint, the network and the proxy settings, then run the command again."];
  }
}

/** Whether the code is one of Node's, which says something to those who know it. */
export function isNodeErrorCode(code: string): boolean {
  return ![PROXY_AUTH_REQUIRED, PROXY_REFUSED, PROXY_FAILED, NOT_CONNECTED, NO_COMMON_TLS].includes(code);
}
