/** The token endpoint of the stand-in identity provider, under the emulator's address. */
export const IDENTITY_PROVIDER_PATH = "/idp/token";

/** The API's own path of the token service, which exchanges the identity provider's tokens. */
export const TOKEN_SERVICE_PATH = "/sts/v1/oauth2/token";

type Form = Readonly<Record<string, string>>;

/** Returns whether request bodies of the path contain secrets, and its responses tokens. */
export function isTokenPath(path: string): boolean {
  return path === IDENTITY_PROVIDER_PATH || path === TOKEN_SERVICE_PATH;
}

/** Returns undefined if the body is no form: of another content type, or with a parameter twice (RFC 6749, 3.2). */
export function readForm(headers: Form, body: string): Form | undefined {
  if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(headers["content-type"] ?? "")) {
    return undefined;
  }
  const parameters = [...new URLSearchParams(body)];
  const form = Object.fromEntries(parameters);
  return Object.keys(form).length === parameters.length ? form : undefined;
}

/** Returns the form with only its public values. A body that is no form is redacted as a whole. */
export function redactTokenRequest(headers: Form, body: string): unknown {
  const form = readForm(headers, body);
  return form === undefined ? "[redacted]" : redact(form, (name) => !PUBLIC_PARAMETERS.has(name));
}

export function redactTokenResponse(body: unknown): unknown {
  return typeof body === "object" && body !== null ? redact(body, (name) => name.endsWith("_token")) : body;
}

function redact(values: object, isSecret: (name: string) => boolean): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, isSecret(name) ? "[redacted]" : (value as unknown)]),
  );
}

const PUBLIC_PARAMETERS: ReadonlySet<string> = new Set([
  "grant_type",
  "client_id",
  "scope",
  "subject_token_type",
  "identity_pool_id",
  "requested_token_type",
  "expires_in",
]);
