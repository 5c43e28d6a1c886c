import { randomBytes } from "node:crypto";
import { isObject } from "../provider/wire";
import { readAuthorization } from "./authentication";
import { createJsonResponse, type HttpResponse, type ReceivedRequest, RejectedRequest } from "./httpResponse";
import { MAX_ACCESS_TOKEN_SECONDS, type OAuthInUse } from "./options";

/** The path of the emulated identity provider's token endpoint. */
export const IDENTITY_PROVIDER_PATH = "/idp/token";

/** The path of the API's token service, which exchanges the identity provider's tokens. */
export const TOKEN_SERVICE_PATH = "/sts/v1/oauth2/token";

/** The required parameters of requests for external tokens and for access tokens. */
const CLIENT_CREDENTIALS = { grant_type: "client_credentials" };
const TOKEN_EXCHANGE = {
  grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
  subject_token_type: "urn:ietf:params:oauth:token-type:jwt",
  requested_token_type: "urn:ietf:params:oauth:token-type:access_token",
};

/** RFC 6749 (5.1): a response with a token must not be cached. */
const NO_STORE = { "cache-control": "no-store" };

type Form = Readonly<Record<string, string>>;

/**
 * The identity provider's token endpoint and the API's token service. Sources: the API's OAuth documentation, and RFC 6749
 * (5.2) and RFC 8693 (2.2.2) for errors, because the errors of the live API are not published.
 */
export class TokenService {
  /** The expiration time of each token. External tokens start with `external.`, access tokens with `access.`. */
  private readonly expiresAt = new Map<string, number>();

  constructor(
    private readonly oauth: OAuthInUse,
    private readonly now: () => number,
  ) {}

  respond({ method, path, headers, body }: ReceivedRequest): HttpResponse | undefined {
    if (method !== "POST" || !isTokenPath(path)) {
      return undefined;
    }
    const form = readForm(headers, body);
    if (form === undefined) {
      throw reject("invalid_request", "The body is not a form with each parameter once");
    }
    return path === IDENTITY_PROVIDER_PATH ? this.issueExternalToken(form) : this.exchange(form);
  }

  /** Returns the organization of the access token in an Authorization header, or undefined if the token is not valid. */
  organizationOf(authorization: string | undefined): string | undefined {
    const token = readAuthorization("bearer", authorization);
    return token.startsWith("access.") && this.isValid(token) ? this.oauth.organizationId : undefined;
  }

  private issueExternalToken(form: Form): HttpResponse {
    const { clientId, clientSecret, scope, externalTokenSeconds } = this.oauth;
    requireValues(form, CLIENT_CREDENTIALS);
    if (form["client_id"] !== clientId || form["client_secret"] !== clientSecret) {
      throw reject("invalid_client", "The client or its secret is not known", 401);
    }
    if (scope !== undefined && form["scope"] !== scope) {
      throw reject("invalid_scope", `The scope is not ${scope}`);
    }
    return this.issue("external", externalTokenSeconds);
  }

  private exchange(form: Form): HttpResponse {
    const { externalAccessToken, identityPoolId, accessTokenSeconds } = this.oauth;
    requireValues(form, TOKEN_EXCHANGE);
    const { expires_in = String(MAX_ACCESS_TOKEN_SECONDS), subject_token = "", identity_pool_id } = form;
    const seconds = /^\d{1,9}$/.test(expires_in) ? Number(expires_in) : 0;
    if (seconds < 1 || seconds > MAX_ACCESS_TOKEN_SECONDS) {
      throw reject("invalid_request", `expires_in must be from 1 to ${MAX_ACCESS_TOKEN_SECONDS}`);
    }
    const isIssued = subject_token.startsWith("external.") && this.isValid(subject_token);
    if (subject_token !== externalAccessToken && !isIssued) {
      throw reject("invalid_request", "The subject_token is not known, or has expired", 401);
    }
    if (identity_pool_id !== identityPoolId) {
      throw reject("invalid_request", "The identity pool is not known to this identity provider");
    }
    return this.issue("access", Math.min(seconds, accessTokenSeconds), {
      issued_token_type: TOKEN_EXCHANGE.requested_token_type,
    });
  }

  private issue(kind: "external" | "access", expires_in: number, details: Form = {}): HttpResponse {
    const access_token = `${kind}.${randomBytes(24).toString("base64url")}`;
    this.expiresAt.set(access_token, this.now() + expires_in * 1_000);
    return createJsonResponse(200, { access_token, token_type: "Bearer", expires_in, ...details }, NO_STORE);
  }

  private isValid(token: string): boolean {
    return this.now() < (this.expiresAt.get(token) ?? Number.NEGATIVE_INFINITY);
  }
}

function requireValues(form: Form, wanted: Form): void {
  for (const [name, value] of Object.entries(wanted)) {
    if (form[name] !== value) {
      throw reject("invalid_request", `The ${name} is not ${value}`);
    }
  }
}

function reject(error: string, error_description: string, status = 400): RejectedRequest {
  return new RejectedRequest(createJsonResponse(status, { error, error_description }, NO_STORE));
}

/** Returns undefined if the body is not a form, or if a parameter is repeated (RFC 6749, 3.2). */
function readForm(headers: Form, body: string): Form | undefined {
  if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(headers["content-type"] ?? "")) {
    return undefined;
  }
  const parameters = [...new URLSearchParams(body)];
  const form = Object.fromEntries(parameters);
  return Object.keys(form).length === parameters.length ? form : undefined;
}

export function isTokenPath(path: string): boolean {
  return path === IDENTITY_PROVIDER_PATH || path === TOKEN_SERVICE_PATH;
}

/** Returns the form without its secrets and tokens. A body that is not a form is redacted completely. */
export function redactTokenRequest(headers: Form, body: string): unknown {
  return redactTokens(readForm(headers, body) ?? "[redacted]");
}

export function redactTokens(body: unknown): unknown {
  return isObject(body)
    ? Object.fromEntries(
        Object.entries(body).map(([name, value]) => [
          name,
          /_(?:secret|token)$/.test(name) ? "[redacted]" : value,
        ]),
      )
    : body;
}
