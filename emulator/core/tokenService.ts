import { randomBytes } from "node:crypto";
import { readBearerToken } from "./authentication";
import type { Clock } from "./clock";
import { createJsonResponse, createMethodNotAllowed, type HttpResponse } from "./httpResponse";
import { MAX_ACCESS_TOKEN_SECONDS, type OAuthInUse } from "./oauthOptions";
import type { ReceivedRequest } from "./recording";
import { IDENTITY_PROVIDER_PATH, isTokenPath, readForm } from "./tokenForms";

type Form = Readonly<Record<string, string>>;

/**
 * The identity provider's token endpoint and the API's token service.
 *
 * Sources: the API's documentation of OAuth for the exchange; RFC 6749 (5.2) and RFC 8693 (2.2.2) for errors, because the
 * live API's errors are not published.
 */
export class TokenService {
  private readonly externalTokens: IssuedTokens;
  private readonly accessTokens: IssuedTokens;

  constructor(
    private readonly oauth: OAuthInUse,
    clock: Clock,
  ) {
    this.externalTokens = new IssuedTokens("external", clock);
    this.accessTokens = new IssuedTokens("access", clock);
  }

  /** Returns undefined if the request is not for a token. */
  respond({ method, path, headers, body }: ReceivedRequest): HttpResponse | undefined {
    if (!isTokenPath(path)) {
      return undefined;
    }
    if (method !== "POST") {
      return createMethodNotAllowed(method, ["POST"]);
    }
    const form = readForm(headers, body);
    if (form === undefined) {
      return createError("invalid_request", "The body is not a form with each parameter once");
    }
    return path === IDENTITY_PROVIDER_PATH ? this.issueExternalToken(form) : this.exchange(form);
  }

  /** Returns the organization of the access token in the value of Authorization, or undefined if it is not valid. */
  organizationOf(authorization: string | undefined): string | undefined {
    return this.accessTokens.isValid(readBearerToken(authorization)) ? this.oauth.organizationId : undefined;
  }

  private issueExternalToken(form: Form): HttpResponse {
    const { clientId, clientSecret, scope, externalTokenSeconds } = this.oauth;
    if (form["grant_type"] !== "client_credentials") {
      return createError("unsupported_grant_type", "The grant_type is not client_credentials");
    }
    if (form["client_id"] !== clientId || form["client_secret"] !== clientSecret) {
      return createError("invalid_client", "The client or its secret is not known", 401);
    }
    if (scope !== undefined && form["scope"] !== scope) {
      return createError("invalid_scope", `The scope is not ${scope}`);
    }
    return this.externalTokens.issue(externalTokenSeconds);
  }

  private exchange(form: Form): HttpResponse {
    if (form["grant_type"] !== "urn:ietf:params:oauth:grant-type:token-exchange") {
      return createError("unsupported_grant_type", "The grant_type is not that of a token exchange");
    }
    if (form["subject_token_type"] !== "urn:ietf:params:oauth:token-type:jwt") {
      return createError("invalid_request", "The subject_token_type is not that of a JWT");
    }
    if (form["requested_token_type"] !== ACCESS_TOKEN_TYPE) {
      return createError("invalid_request", "The requested_token_type is not that of an access token");
    }
    const { expires_in = String(MAX_ACCESS_TOKEN_SECONDS), subject_token = "", identity_pool_id } = form;
    const seconds = /^\d{1,9}$/.test(expires_in) ? Number(expires_in) : 0;
    if (seconds < 1 || seconds > MAX_ACCESS_TOKEN_SECONDS) {
      return createError("invalid_request", `The expires_in is not from 1 to ${MAX_ACCESS_TOKEN_SECONDS}`);
    }
    if (subject_token !== this.oauth.externalAccessToken && !this.externalTokens.isValid(subject_token)) {
      return createError("invalid_request", "The subject_token is not known, or has expired", 401);
    }
    if (identity_pool_id !== this.oauth.identityPoolId) {
      return createError("invalid_request", "The identity pool is not known to this identity provider");
    }
    const granted = Math.min(seconds, this.oauth.accessTokenSeconds);
    return this.accessTokens.issue(granted, { issued_token_type: ACCESS_TOKEN_TYPE });
  }
}

/** The tokens of one kind. */
class IssuedTokens {
  private readonly expiresAt = new Map<string, number>();

  constructor(
    private readonly kind: string,
    private readonly clock: Clock,
  ) {}

  issue(expires_in: number, details: Form = {}): HttpResponse {
    const access_token = `${this.kind}.${randomBytes(24).toString("base64url")}`;
    this.expiresAt.set(access_token, Number(this.clock()) + expires_in * 1_000);
    return createJsonResponse(200, { access_token, token_type: "Bearer", expires_in, ...details }, NO_STORE);
  }

  isValid(token: string): boolean {
    return Number(this.clock()) < (this.expiresAt.get(token) ?? Number.NEGATIVE_INFINITY);
  }
}

const ACCESS_TOKEN_TYPE = "urn:ietf:params:oauth:token-type:access_token";

/** RFC 6749 (5.1): a response with a token must not be cached. */
const NO_STORE = { "cache-control": "no-store" };

function createError(error: string, error_description: string, status = 400): HttpResponse {
  return createJsonResponse(status, { error, error_description }, NO_STORE);
}
