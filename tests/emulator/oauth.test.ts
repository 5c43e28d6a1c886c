import {
  DEFAULT_CREDENTIALS,
  DEFAULT_ORGANIZATION_ID,
  type Emulator,
  IDENTITY_PROVIDER_PATH,
  type OAuthOptions,
  startEmulator,
  TOKEN_SERVICE_PATH,
} from "../../emulator/index";
import { COLLECTION_PATH } from "../../provider/wire";
import { startCheckedEmulator } from "../contract/checkedEmulator";
import { isTokenExchange } from "../contract/tokens";
import { call, DEVELOPERS, type Received, refused } from "./client";

type Form = Readonly<Record<string, string>>;

const OTHER_ORGANIZATION = "00000000-0000-4000-8000-000000000002";
const CLIENT: Form = {
  grant_type: "client_credentials",
  client_id: "emulator-client",
  client_secret: "emulator-client-secret",
};
const EXCHANGE: Form = {
  grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
  subject_token_type: "urn:ietf:params:oauth:token-type:jwt",
  identity_pool_id: "pool-emulator",
  requested_token_type: "urn:ietf:params:oauth:token-type:access_token",
  expires_in: "900",
};

let emulator: Emulator;
let now: number;

async function start(oauth: OAuthOptions = {}): Promise<void> {
  now = Date.UTC(2024, 0, 1);
  // Invalid requests get an error response. All other exchanges must match the contract.
  emulator = await startCheckedEmulator({ oauth, clock: () => now, expectViolations: refused });
}

afterEach(() => emulator.close());

async function post(
  path: string,
  form: Form | string,
  type = "application/x-www-form-urlencoded",
): Promise<Received> {
  const body = typeof form === "string" ? form : new URLSearchParams(form).toString();
  const response = await fetch(`${emulator.url}${path}`, {
    method: "POST",
    headers: { "content-type": type },
    body,
  });
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: await response.json(),
  };
}

const tokenIn = ({ body }: Received): string => (body as { access_token: string }).access_token;

/** Gets a token from the identity provider with `client_credentials`. */
async function external(form: Form = CLIENT): Promise<string> {
  return tokenIn(await post(IDENTITY_PROVIDER_PATH, form));
}

async function exchange(form: Form = {}): Promise<Received> {
  return post(TOKEN_SERVICE_PATH, { ...EXCHANGE, subject_token: await external(), ...form });
}

const listAs = (token: string) =>
  call(emulator.url, "GET", COLLECTION_PATH, { authorization: `Bearer ${token}` });

/** Returns a matcher for an OAuth error. */
const oauthError = (status: number, error: string): unknown =>
  expect.objectContaining({
    status,
    body: { error, error_description: expect.stringMatching(/^(The |expires_in )/) as unknown },
  });

test("a client gets an external token, exchanges it for an access token, and uses it in the organization of the pool", async () => {
  await start({ organizationId: OTHER_ORGANIZATION });
  const first = await post(IDENTITY_PROVIDER_PATH, { ...CLIENT, scope: "any" });
  expect(first.body).toEqual({
    access_token: expect.any(String) as unknown,
    token_type: "Bearer",
    expires_in: 3_600,
  });
  const second = await exchange({ subject_token: tokenIn(first) });
  expect(second.body).toEqual({
    access_token: expect.any(String) as unknown,
    issued_token_type: EXCHANGE["requested_token_type"],
    token_type: "Bearer",
    expires_in: 900,
  });
  expect(second.headers["cache-control"]).toBe("no-store");
  const authorization = `Bearer ${tokenIn(second)}`;
  const { body } = await call(emulator.url, "POST", COLLECTION_PATH, { body: DEVELOPERS, authorization });
  expect(emulator.mappings(OTHER_ORGANIZATION)).toEqual([body]);
  expect((await listAs(tokenIn(first))).status).toBe(401);
});

test("oauth contains the options with their defaults", async () => {
  await start({ clientId: "mine", scope: "openid" });
  expect(emulator.oauth).toEqual({
    clientId: "mine",
    clientSecret: "emulator-client-secret",
    scope: "openid",
    identityPoolId: "pool-emulator",
    organizationId: DEFAULT_ORGANIZATION_ID,
    externalAccessToken: undefined,
    externalTokenSeconds: 3_600,
    accessTokenSeconds: 900,
  });
});

test.each<[string, Form, number, string]>([
  ["another grant", { grant_type: "password" }, 400, "invalid_request"],
  ["an unknown client", { client_id: "other" }, 401, "invalid_client"],
  ["a wrong secret", { client_secret: "wrong" }, 401, "invalid_client"],
  ["another scope", { scope: "other" }, 400, "invalid_scope"],
])("the identity provider rejects %s", async (_what, wrong, status, error) => {
  await start({ scope: "openid" });
  expect(await post(IDENTITY_PROVIDER_PATH, { ...CLIENT, scope: "openid", ...wrong })).toEqual(
    oauthError(status, error),
  );
  expect((await post(IDENTITY_PROVIDER_PATH, { ...CLIENT, scope: "openid" })).status).toBe(200);
});

test.each<[string, Form, number, string]>([
  ["another grant", { grant_type: "client_credentials" }, 400, "invalid_request"],
  [
    "another subject token type",
    { subject_token_type: "urn:ietf:params:oauth:token-type:saml2" },
    400,
    "invalid_request",
  ],
  [
    "another requested token type",
    { requested_token_type: "urn:ietf:params:oauth:token-type:id_token" },
    400,
    "invalid_request",
  ],
  ["a lifetime of more than 900 s", { expires_in: "901" }, 400, "invalid_request"],
  ["a lifetime of 0 s", { expires_in: "0" }, 400, "invalid_request"],
  ["a lifetime that is not an integer", { expires_in: "1.5" }, 400, "invalid_request"],
  ["an unknown pool", { identity_pool_id: "pool-other" }, 400, "invalid_request"],
  ["an unknown token", { subject_token: "eyJ.other" }, 401, "invalid_request"],
  ["no token", { subject_token: "" }, 401, "invalid_request"],
])("the token service rejects %s", async (_what, wrong, status, error) => {
  await start();
  expect(await exchange(wrong)).toEqual(oauthError(status, error));
  expect((await exchange()).status).toBe(200);
});

test.each([IDENTITY_PROVIDER_PATH, TOKEN_SERVICE_PATH])("%s requires POST and a form", async (path) => {
  await start();
  expect(await call(emulator.url, "GET", path)).toMatchObject({ status: 404 });
  expect(await post(path, JSON.stringify(CLIENT), "application/json")).toEqual(
    oauthError(400, "invalid_request"),
  );
  const twice = `${new URLSearchParams(CLIENT).toString()}&client_id=other`;
  expect(await post(path, twice)).toEqual(oauthError(400, "invalid_request"));
});

test("an access token has the requested lifetime, up to the maximum of the option", async () => {
  await start({ accessTokenSeconds: 60 });
  for (const [wanted, granted] of [
    ["30", 30],
    ["900", 60],
  ] as const) {
    const answer = await exchange({ expires_in: wanted });
    expect(answer.body).toMatchObject({ expires_in: granted });
    now += granted * 1_000 - 1;
    expect((await listAs(tokenIn(answer))).status).toBe(200);
    now += 1;
    const late = await listAs(tokenIn(answer));
    expect(late.status).toBe(401);
    expect(late.headers["www-authenticate"]).toMatch(/^Bearer error="invalid_token", /);
  }
});

test("an expired external token is not exchanged", async () => {
  await start({ externalTokenSeconds: 5 });
  const subject = await external();
  now += 4_999;
  expect((await exchange({ subject_token: subject })).status).toBe(200);
  now += 1;
  expect(await exchange({ subject_token: subject })).toEqual(oauthError(401, "invalid_request"));
});

test("externalAccessToken is exchanged and never expires", async () => {
  await start({ externalAccessToken: "eyJ.from-elsewhere" });
  now += 10 ** 12;
  expect((await exchange({ subject_token: "eyJ.from-elsewhere" })).status).toBe(200);
});

test("API keys are accepted together with tokens, and get their own error", async () => {
  await start();
  expect((await call(emulator.url, "GET")).status).toBe(200);
  const as = { ...DEFAULT_CREDENTIALS, apiSecret: "wrong" };
  const answer = await call(emulator.url, "GET", COLLECTION_PATH, { as });
  expect(answer.headers["www-authenticate"]).toMatch(/^Basic error="invalid_key"/);
});

test("no secret and no token is recorded, even if the body is not a form", async () => {
  emulator = await startEmulator({ oauth: {} });
  const answer = await exchange();
  const subject = await external();
  await post(TOKEN_SERVICE_PATH, { ...EXCHANGE, subject_token: subject, actor_token: subject });
  await post(IDENTITY_PROVIDER_PATH, JSON.stringify(CLIENT), "application/json");
  emulator.addFault({ on: {}, do: { status: 200, body: { access_token: subject, refresh_token: subject } } });
  await post(IDENTITY_PROVIDER_PATH, CLIENT);
  const recorded = JSON.stringify(emulator.requests());
  for (const secret of ["emulator-client-secret", subject, tokenIn(answer)]) {
    expect(recorded).not.toContain(secret);
  }
  expect(emulator.requests()[1]).toMatchObject({
    body: { ...EXCHANGE, subject_token: "[redacted]" },
    response: { body: { access_token: "[redacted]", expires_in: 900 } },
  });
  expect(emulator.requests().filter(isTokenExchange)).toHaveLength(emulator.requests().length);
});

test("neither endpoint exists without the option oauth", async () => {
  emulator = await startEmulator();
  expect(emulator.oauth).toBeUndefined();
  expect((await post(TOKEN_SERVICE_PATH, EXCHANGE)).status).toBe(404);
  expect((await post(IDENTITY_PROVIDER_PATH, CLIENT)).status).toBe(404);
});
