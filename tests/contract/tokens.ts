import { IDENTITY_PROVIDER_PATH, type RecordedExchange, TOKEN_SERVICE_PATH } from "../../emulator/index";

/** What a form must hold, by the API's documentation of OAuth; `[redacted]` stands for any secret. */
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

/** Whether the exchange is about a token, and not about group mappings: the OpenAPI document does not describe it. */
export function isTokenExchange({ path }: RecordedExchange): boolean {
  return path in FORMS;
}

/** What is wrong with a request for a token, and with an answer to it that was not made to be wrong. */
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
    ...(headers["content-type"] === "application/x-www-form-urlencoded" ? [] : ["request: it is no form"]),
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
