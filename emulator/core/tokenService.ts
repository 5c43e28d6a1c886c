import { createJsonResponse, createMethodNotAllowed, type HttpResponse } from "./httpResponse";
import { readBearerToken } from "./authentication";
import type { Clock } from "./clock";
import { issueTokens } from "./issuedTokens";
import { MAX_ACCESS_TOKEN_SECONDS, type OAuthInUse } from "./oauthOptions";
import type { ReceivedRequest } from "./recording";
import { IDENTITY_PROVIDER_PATH, isTokenPath, readForm } from "./tokenForms";

/** The identity provider's token endpoint and the API's token service. */
export interface TokenService {
  /** The answer to a request for a token; undefined for a request to any other path. */
  readonly answer: (request: ReceivedRequest) => HttpResponse | undefined;
  /** The organisation that the access token in the value of Authorization lets in; undefined where it lets in nobody. */
  readonly organizationOf: (authorization: string | undefined) => string | undefined;
}

type Form = Readonly<Record<string, string>>;

/**
 * Facts: the exchange is the API's documentation of OAuth; errors are RFC 6749 (5.2) and RFC 8693 (2.2.2), for what the
 * live API answers to a wrong one is not published.
 */
export function createTokenService(oauth: OAuthInUse, clock: Clock): TokenService {
  const external = issueTokens("external", clock);
  const access = issueTokens("access", clock);

  function clientCredentials(form: Form): HttpResponse {
    if (form["grant_type"] !== "client_credentials") {
      return oauthError("unsupported_grant_type", "The grant_type is not client_credentials");
    }
    if (form["client_id"] !== oauth.clientId || form["client_secret"] !== oauth.clientSecret) {
      return oauthError("invalid_client", "The client or its secret is not known", 401);
    }
    if (oauth.scope !== undefined && form["scope"] !== oauth.scope) {
      return oauthError("invalid_scope", `The scope is not ${oauth.scope}`);
    }
    return tokenAnswer(external.issue(oauth.externalTokenSeconds), oauth.externalTokenSeconds);
  }

  function exchange(form: Form): HttpResponse {
    if (form["grant_type"] !== "urn:ietf:params:oauth:grant-type:token-exchange") {
      return oauthError("unsupported_grant_type", "The grant_type is not that of a token exchange");
    }
    if (form["subject_token_type"] !== "urn:ietf:params:oauth:token-type:jwt") {
      return oauthError("invalid_request", "The subject_token_type is not that of a JWT");
    }
    if (form["requested_token_type"] !== ACCESS_TOKEN_TYPE) {
      return oauthError("invalid_request", "The requested_token_type is not that of an access token");
    }
    const wanted = form["expires_in"] ?? String(MAX_ACCESS_TOKEN_SECONDS);
    if (!/^\d{1,9}$/.test(wanted) || Number(wanted) < 1 || Number(wanted) > MAX_ACCESS_TOKEN_SECONDS) {
      return oauthError("invalid_request", `The expires_in is not from 1 to ${MAX_ACCESS_TOKEN_SECONDS}`);
    }
    const subject = form["subject_token"] ?? "";
    if (subject !== oauth.externalAccessToken && !external.isGood(subject)) {
      return oauthError("invalid_request", "The subject_token is not known, or has expired", 401);
    }
    if (form["identity_pool_id"] !== oauth.identityPoolId) {
      return oauthError("invalid_request", "The identity pool is not known to this identity provider");
    }
    const seconds = Math.min(Number(wanted), oauth.accessTokenSeconds);
    return tokenAnswer(access.issue(seconds), seconds, { issued_token_type: ACCESS_TOKEN_TYPE });
  }

  return {
    answer: ({ method, path, headers, body }) => {
      if (!isTokenPath(path)) {
        return undefined;
      }
      if (method !== "POST") {
        return createMethodNotAllowed(method, ["POST"]);
      }
      const form = readForm(headers, body);
      if (form === undefined) {
        return oauthError("invalid_request", "The body is not a form with each parameter once");
      }
      return path === IDENTITY_PROVIDER_PATH ? clientCredentials(form) : exchange(form);
    },
    organizationOf: (authorization) =>
      access.isGood(readBearerToken(authorization)) ? oauth.organizationId : undefined,
  };
}

const ACCESS_TOKEN_TYPE = "urn:ietf:params:oauth:token-type:access_token";

/** RFC 6749 (5.1): no answer with a token may be stored. */
const NO_STORE = { "cache-control": "no-store" };

function tokenAnswer(
  token: string,
  seconds: number,
  more: Readonly<Record<string, string>> = {},
): HttpResponse {
  return createJsonResponse(
    200,
    { access_token: token, token_type: "Bearer", expires_in: seconds, ...more },
    NO_STORE,
  );
}

function oauthError(error: string, description: string, status = 400): HttpResponse {
  return createJsonResponse(status, { error, error_description: description }, NO_STORE);
}
