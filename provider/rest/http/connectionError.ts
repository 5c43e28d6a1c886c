import { failurePrefix, ProviderError, type RequestContext } from "../../errors";
import {
  NO_COMMON_TLS,
  NOT_CONNECTED,
  PROXY_AUTH_REQUIRED,
  PROXY_FAILED,
  PROXY_REFUSED,
  wasNeverSent,
} from "./errorCodes";
import type { HttpRequest } from "./transport";

/** There was no response, or only part of one. */
export class ConnectionError extends ProviderError {
  constructor(
    action: RequestContext,
    method: HttpRequest["method"],
    endpoint: string,
    /** Node's or axios's code: `ECONNREFUSED`, `ENOTFOUND`, `ECONNRESET`, `ETIMEDOUT`, … */
    readonly code: string | undefined,
    cause: string,
  ) {
    const isOurs = code === undefined || code === NOT_CONNECTED || code in ADVICE;
    const shown = isOurs || cause.includes(code) ? cause : `${code}: ${cause}`;
    super(
      [
        `${failurePrefix(action)}: no ${isGarbled(code) ? "readable " : ""}response from ${endpoint} (${shown}).`,
        ...(method === "POST" && !wasNeverSent(code ?? "") ? UNKNOWN_OUTCOME : adviceFor(code ?? "")),
      ].join("\n"),
      "noResponse",
    );
  }
}

/** Whether the data received is not HTTP, or not in the encoding that it declares. */
function isGarbled(code: string | undefined): boolean {
  return /^(?:HPE_|Z_|ERR_BAD_|ERR_INVALID_(?:CHAR|HTTP))/.test(code ?? "");
}

/** Returns advice about a failure that cannot have changed anything. */
function adviceFor(code: string): readonly string[] {
  // The user can fix an unknown issuer, but only the owner of a certificate can renew it.
  const isUnknownIssuer = /SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|CERT_UNTRUSTED/.test(code);
  return isUnknownIssuer ? TRUST_ISSUER : (ADVICE[code] ?? [CHECK_NETWORK]);
}

const UNKNOWN_OUTCOME = [
  "It is unknown whether the API carried out the request. Look for the mapping (by its display name) before",
  "the next `pulumi up`: it may already exist.",
];

const TRUST_ISSUER = [
  "Node.js does not trust the issuer of the certificate. If a proxy or gateway of your organization issued it, save",
  "the certificate of its CA in a PEM file, set the environment variable NODE_EXTRA_CA_CERTS to the path of that",
  "file, and run the command again.",
];

export const CHECK_NETWORK =
  "Check the endpoint, the network and the proxy settings, then run the command again.";

const ADVICE: Readonly<Record<string, readonly string[]>> = {
  [NO_COMMON_TLS]: [
    "This provider requires TLS 1.2 or 1.3. Check the endpoint, and any proxy or gateway between it and you.",
  ],
  [PROXY_AUTH_REQUIRED]: [
    "The request did not reach the API, so nothing changed. Add the proxy's user name and password to the",
    "environment variable, HTTPS_PROXY=http://user:password@host:port, and run the command again.",
  ],
  [PROXY_REFUSED]: [
    "The request did not reach the API, so nothing changed. Allow the endpoint's host in the proxy. If the endpoint",
    "can be reached without a proxy, add its host to the environment variable NO_PROXY.",
  ],
  [PROXY_FAILED]: [
    "The request did not reach the API, so nothing changed. Check the environment variable HTTPS_PROXY. If the",
    "endpoint can be reached without a proxy, add its host to NO_PROXY. Then run the command again.",
  ],
};
