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

/** There was no response at all, or not a whole one. */
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
        `${failurePrefix(action)}: no ${isGarbled(code) ? "readable " : ""}answer from ${endpoint} (${shown}).`,
        ...(method === "POST" && !wasNeverSent(code ?? "") ? UNKNOWN_OUTCOME : adviceFor(code ?? "")),
      ].join("\n"),
      "noResponse",
    );
  }
}

/** Something came, but no HTTP, or not in the encoding that it names. */
function isGarbled(code: string | undefined): boolean {
  return /^(?:HPE_|Z_|ERR_BAD_|ERR_INVALID_(?:CHAR|HTTP))/.test(code ?? "");
}

/** What to do about a failure after which nothing was carried out. */
function adviceFor(code: string): readonly string[] {
  // An unknown issuer is the user's to change, an expired certificate only its owner's.
  const isUnknownIssuer = /SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|CERT_UNTRUSTED/.test(code);
  return isUnknownIssuer ? TRUST_ISSUER : (ADVICE[code] ?? [CHECK_NETWORK]);
}

const UNKNOWN_OUTCOME = [
  "Whether the API carried the request out is not known. Look for the mapping (by its display name) before",
  "the next `pulumi up`: it may exist already.",
];

const TRUST_ISSUER = [
  "Node.js does not know who issued the certificate. If a proxy or a gateway of your organization did, put the",
  "certificate of its CA into a file (PEM), name that file in the environment variable NODE_EXTRA_CA_CERTS, and run",
  "the command again.",
];

export const CHECK_NETWORK =
  "Check the endpoint, the network and the proxy settings, then run the command again.";

const ADVICE: Readonly<Record<string, readonly string[]>> = {
  [NO_COMMON_TLS]: [
    "TLS 1.2 and 1.3 are spoken here, nothing older. Check the endpoint, and what stands between it and you.",
  ],
  [PROXY_AUTH_REQUIRED]: [
    "The request did not reach the API: nothing was carried out. Put the proxy's user name and password into the",
    "environment variable that names it, HTTPS_PROXY=http://user:password@host:port, and run the command again.",
  ],
  [PROXY_REFUSED]: [
    "The request did not reach the API: nothing was carried out. Have the endpoint's host allowed in the proxy, or,",
    "where it can be reached without one, name it in the environment variable NO_PROXY.",
  ],
  [PROXY_FAILED]: [
    "The request did not reach the API: nothing was carried out. Check the environment variable HTTPS_PROXY, or,",
    "where the endpoint can be reached without a proxy, name its host in NO_PROXY. Then run the command again.",
  ],
};
