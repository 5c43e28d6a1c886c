import { IDENTITY_PROVIDER_PATH, type RecordedExchange, TOKEN_SERVICE_PATH } from "../../emulator/index";
import { checkExchange } from "./contract";

const FORM_TYPE = { "content-type": "application/x-www-form-urlencoded" };

const obtained: RecordedExchange = {
  method: "POST",
  path: IDENTITY_PROVIDER_PATH,
  query: {},
  headers: FORM_TYPE,
  body: { grant_type: "client_credentials", client_id: "c", client_secret: "[redacted]", scope: "s" },
  faulted: false,
  response: { status: 200, headers: {}, body: { access_token: "[redacted]" } },
};

const exchanged: RecordedExchange = {
  ...obtained,
  path: TOKEN_SERVICE_PATH,
  body: {
    grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
    subject_token: "[redacted]",
    subject_token_type: "urn:ietf:params:oauth:token-type:jwt",
    identity_pool_id: "pool-abc",
    requested_token_type: "urn:ietf:params:oauth:token-type:access_token",
    expires_in: "900",
  },
};

const withForm = (
  exchange: RecordedExchange,
  fields: Readonly<Record<string, unknown>>,
): RecordedExchange => ({
  ...exchange,
  body: { ...(exchange.body as object), ...fields },
});

test.each([
  ["a request to the identity provider", obtained],
  ["a request to the token service", exchanged],
  [
    "a response that a fault replaced",
    { ...exchanged, faulted: true, response: { status: 200, headers: {}, body: 7 } },
  ],
])("%s matches the contract", (_what, exchange) => {
  expect(checkExchange(exchange)).toEqual([]);
});

test.each<[string, RecordedExchange, string]>([
  ["another method", { ...exchanged, method: "GET" }, "request: the method is GET"],
  ["JSON", { ...exchanged, headers: { "content-type": "application/json" } }, "request: it is not a form"],
  [
    "a key",
    { ...exchanged, headers: { ...FORM_TYPE, authorization: "Basic [redacted]" } },
    "request: it has an authorization",
  ],
  ["no body", { ...obtained, body: undefined }, "request: grant_type is undefined"],
  ["an invalid pool", withForm(exchanged, { identity_pool_id: "abc" }), 'request: identity_pool_id is "abc"'],
  ["too long a lifetime", withForm(exchanged, { expires_in: "901" }), 'request: expires_in is "901"'],
  ["a lifetime of 0", withForm(exchanged, { expires_in: "0" }), 'request: expires_in is "0"'],
  [
    "a secret for the other host",
    withForm(exchanged, { client_secret: "[redacted]" }),
    "request: client_secret is not in the contract",
  ],
  [
    "a recorded token",
    { ...obtained, response: { status: 200, headers: {}, body: { access_token: "x" } } },
    "response: access_token is recorded",
  ],
])("%s is a violation", (_what, exchange, violation) => {
  expect(checkExchange(exchange)).toContain(violation);
});
