/** Where the stand-in identity provider hands out tokens, under the emulator's address. */
export const IDENTITY_PROVIDER_PATH = "/idp/token";

/** Where the token service exchanges them: the API's own path. */
export const TOKEN_SERVICE_PATH = "/sts/v1/oauth2/token";

/** Whether requests to the path hold secrets in their bodies, and answers tokens. */
export function isTokenPath(path: string): boolean {
  return path === IDENTITY_PROVIDER_PATH || path === TOKEN_SERVICE_PATH;
}

/** A form, or undefined where the body is none: of another content type, or with a parameter twice (RFC 6749, 3.2). */
export function readForm(
  headers: Readonly<Record<string, string>>,
  body: string,
): Readonly<Record<string, string>> | undefined {
  if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(headers["content-type"] ?? "")) {
    return undefined;
  }
  const parameters = [...new URLSearchParams(body)];
  const form = Object.fromEntries(parameters);
  return Object.keys(form).length === parameters.length ? form : undefined;
}

/** What of a request to a token path may be recorded: of a form what is no secret, of anything else nothing. */
export function redactTokenRequest(headers: Readonly<Record<string, string>>, body: string): unknown {
  const form = readForm(headers, body);
  return form === undefined
    ? "[redacted]"
    : Object.fromEntries(
        Object.entries(form).map(([name, value]) => [name, PUBLIC.has(name) ? value : "[redacted]"]),
      );
}

/** An answer of a token path without its tokens. */
export function redactTokenResponse(answer: unknown): unknown {
  return typeof answer === "object" && answer !== null
    ? Object.fromEntries(
        Object.entries(answer).map(([name, value]: [string, unknown]) => [
          name,
          name.endsWith("_token") ? "[redacted]" : value,
        ]),
      )
    : answer;
}

const PUBLIC: ReadonlySet<string> = new Set([
  "grant_type",
  "client_id",
  "scope",
  "subject_token_type",
  "identity_pool_id",
  "requested_token_type",
  "expires_in",
]);
