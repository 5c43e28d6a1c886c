import { IDENTITY_PROVIDER_PATH, type RecordedExchange, TOKEN_SERVICE_PATH } from "../../emulator/index";

/** The parameters of each form, from the API's OAuth documentation. Any secret is recorded as `[redacted]`. */
const FORMS: Readonly<Record<string, Readonly<Record<string, RegExp>>>> = {
  [IDENTITY_PROVIDER_PATH]: {
    grant_type: /^client_credentials$/,
    client_id: /./,
    client_secret: /^\[redacted\]$/,
  },
  [TOKEN_SERVICE_PATH]: {
    grant_type: /^urn:ietf:params:oauth:grant-type:token-exchange$/,
    subject_token: /^\[redacted\]$/,
    subject_token_type: /^urn:ietf:params:oauth:token-type:jwt$/,
    identity_pool_id: /^pool-/,
    requested_token_type: /^urn:ietf:params:oauth:token-type:access_token$/,
    expires_in: /^([1-9]\d?|[1-8]\d\d|900)$/,
  },
};

const OPTIONAL: readonly string[] = ["scope"];

/** Returns whether the exchange is a token request, which the OpenAPI documents do not describe. */
export function isTokenExchange({ path }: RecordedExchange): boolean {
  return path in FORMS;
}

/** Returns the violations in a token request, and in its response unless a fault replaced it. */
export function checkTokenExchange({
  method,
  path,
  headers,
  body,
  faulted,
  response,
}: RecordedExchange): string[] {
  const wanted = FORMS[path] ?? {};
  const form = typeof body === "object" && body !== null ? (body as Record<string, string>) : {};
  const answer = faulted || response?.status !== 200 ? {} : (response.body as Record<string, unknown>);
  return [
    ...(method === "POST" ? [] : [`request: the method is ${method}`]),
    ...(headers["content-type"] === "application/x-www-form-urlencoded" ? [] : ["request: it is not a form"]),
    ...(headers["authorization"] === undefined ? [] : ["request: it has an authorization"]),
    ...Object.entries(wanted).flatMap(([name, value]) =>
      value.test(form[name] ?? "") ? [] : [`request: ${name} is ${JSON.stringify(form[name])}`],
    ),
    ...Object.keys(form)
      .filter((name) => !(name in wanted) && !OPTIONAL.includes(name))
      .map((name) => `request: ${name} is not in the contract`),
    ...Object.entries(answer)
      .filter(([name, value]) => name.endsWith("token") && value !== "[redacted]")
      .map(([name]) => `response: ${name} is recorded`),
  ];
}
