import { IDENTITY_PROVIDER_PATH, TOKEN_SERVICE_PATH, type FaultAction } from "../../../emulator/index";
import { create, read } from "../../../provider/lifecycle";
import {
  ForbiddenError,
  NotFoundError,
  UnauthenticatedError,
  UnknownOutcomeError,
} from "../../../provider/rest/http";
import { TokenError } from "../../../provider/rest/oauth";
import { COLLECTION_PATH } from "../../../provider/wire";
import { contextOf } from "../../support/context";
import { failureOf } from "../../support/failureOf";
import { handedOver, INPUTS } from "../../support/mappings";
import { oauthApi, type OAuthApi } from "../../support/oauthApi";

const context = ({ mappings, clock }: OAuthApi) => contextOf(mappings, undefined, clock);
const createOne = (api: OAuthApi, displayName = "Admins") =>
  api.clock.run(create(context(api), { ...INPUTS, displayName }));
const readOne = (api: OAuthApi, id: string) => api.clock.run(read(context(api), id, handedOver(id)));

describe("requests with tokens", () => {
  test("begin with both steps, and then use the token", async () => {
    const api = oauthApi();
    const { id } = await createOne(api);
    await readOne(api, id);
    expect(api.sent()).toEqual(["token", "exchange", "POST", `GET ${id}`]);
    const headers = api.emulator.requests().map((request) => request.headers["authorization"]);
    expect(headers).toEqual([undefined, undefined, "Bearer [redacted]", "Bearer [redacted]"]);
  });

  test("request a token once, however many start together", async () => {
    const api = oauthApi();
    const names = Array.from({ length: 50 }, (_, n) => `M${n}`);
    await api.clock.run(
      Promise.all(names.map((displayName) => create(context(api), { ...INPUTS, displayName }))),
    );
    expect(api.emulator.mappings()).toHaveLength(50);
    expect(api.sent().filter((one) => one !== "POST")).toEqual(["token", "exchange"]);
  });

  test("fail together after one attempt of the step if they start together and get no token", async () => {
    const api = oauthApi();
    api.emulator.addFault({
      on: { path: TOKEN_SERVICE_PATH, times: Infinity },
      do: { status: 400, body: { error: "invalid_request" } },
    });
    const creations = Array.from({ length: 50 }, (_, n) =>
      failureOf(create(context(api), { ...INPUTS, displayName: `M${n}` })),
    );
    for (const error of await api.clock.run(Promise.all(creations))) {
      expect(error).toBeInstanceOf(TokenError);
    }
    expect(api.sent()).toEqual(["token", "exchange"]);
  });

  test("never use an expired token, whatever its lifetime", async () => {
    const api = oauthApi({ oauth: { accessTokenSeconds: 90, externalTokenSeconds: 400 } });
    const { id } = await createOne(api);
    for (let minutes = 0; minutes < 30; minutes += 1) {
      await api.clock.run(api.clock.sleep(60_000));
      await readOne(api, id);
    }
    expect(api.emulator.requests().map(({ response }) => response?.status)).not.toContain(401);
    // 400 s - 180 s: renewed every fourth minute.
    expect(api.sent().filter((one) => one === "token")).toHaveLength(8);
    expect(api.sent().filter((one) => one === "exchange")).toHaveLength(31);
  });

  test("wait for a rate limit and then use a valid token", async () => {
    const api = oauthApi({ oauth: { accessTokenSeconds: 30 } });
    api.emulator.addFault({
      on: { path: COLLECTION_PATH },
      do: { status: 429, headers: { "retry-after": "120" } },
    });
    await createOne(api);
    expect(api.sent()).toEqual(["token", "exchange", "POST", "exchange", "POST"]);
    expect(api.emulator.mappings()).toHaveLength(1);
  });
});

describe("a 401 with a token", () => {
  const refused: FaultAction = { status: 401, body: { errors: [{ detail: "The token was revoked" }] } };

  test("renews the token and creates one mapping", async () => {
    const api = oauthApi();
    api.emulator.addFault({ on: { path: COLLECTION_PATH }, do: refused });
    await createOne(api);
    expect(api.sent()).toEqual(["token", "exchange", "POST", "exchange", "POST"]);
    expect(api.emulator.mappings()).toHaveLength(1);
  });

  test.each<[string, number, string[]]>([
    ["the access token", 1_000, ["exchange"]],
    ["both tokens", 4_000, ["exchange", "token", "exchange"]],
  ])("renews the token once for many requests because %s ended early", async (_what, seconds, renewal) => {
    const api = oauthApi();
    await createOne(api);
    api.hurryServer(seconds);
    const names = Array.from({ length: 20 }, (_, n) => `M${n}`);
    await api.clock.run(
      Promise.all(names.map((displayName) => create(context(api), { ...INPUTS, displayName }))),
    );
    expect(api.emulator.mappings()).toHaveLength(21);
    expect(api.sent().filter((one) => one !== "POST")).toEqual(["token", "exchange", ...renewal]);
  });

  test("fails with advice if it occurs twice", async () => {
    const api = oauthApi();
    api.emulator.addFault({ on: { path: COLLECTION_PATH, times: 2 }, do: refused });
    const error = await failureOf(createOne(api));
    expect(error).toBeInstanceOf(UnauthenticatedError);
    expect(error.message).toContain('Cannot create group mapping "Admins": the API answered 401');
    expect(error.message).toContain("The token was revoked");
    expect(error.message).toContain(
      "rejected the access token of identity pool pool-emulator, and also a new one",
    );
    expect(error.message).toContain("CONFLUENT_CLOUD_OAUTH_IDENTITY_POOL_ID");
    expect(error.message).toContain("OrganizationAdmin");
    expect(error.message).not.toContain("key");
    expect(api.emulator.mappings()).toEqual([]);
  });
});

describe("a step that fails temporarily is retried", () => {
  test.each<[string, string, FaultAction]>([
    ["the identity provider resets the connection", IDENTITY_PROVIDER_PATH, "reset"],
    ["the response of the identity provider is lost", IDENTITY_PROVIDER_PATH, "lost answer"],
    ["the identity provider returns 503", IDENTITY_PROVIDER_PATH, { status: 503 }],
    ["the exchange is reset", TOKEN_SERVICE_PATH, "reset"],
    ["the response to the exchange is lost", TOKEN_SERVICE_PATH, "lost answer"],
    ["the exchange returns 502", TOKEN_SERVICE_PATH, { status: 502 }],
    ["the exchange returns 429", TOKEN_SERVICE_PATH, { status: 429, headers: { "retry-after": "7" } }],
  ])("if %s", async (_what, path, action) => {
    const api = oauthApi();
    api.emulator.addFault({ on: { path }, do: action });
    await createOne(api);
    expect(api.sent()).toEqual(
      path === TOKEN_SERVICE_PATH
        ? ["token", "exchange", "exchange", "POST"]
        : ["token", "token", "exchange", "POST"],
    );
  });

  test("a wait for the identity provider's rate limit is reported with its name", async () => {
    const api = oauthApi();
    const answer = { status: 429, headers: { "retry-after": "20" } };
    api.emulator.addFault({ on: { path: IDENTITY_PROVIDER_PATH }, do: answer });
    await createOne(api);
    expect(api.statusLines).toEqual([
      expect.stringMatching(/^Waiting 2[01] s for the identity provider's rate limit$/),
    ]);
  });
});

describe("a step that fails permanently", () => {
  const WRONG_CLIENT: FaultAction = {
    status: 401,
    headers: { "x-request-id": "idp-1" },
    body: { error: "invalid_client", error_description: "Unknown client" },
  };
  const WRONG_POOL: FaultAction = {
    status: 403,
    headers: { "x-request-id": "sts-1" },
    body: { error: "access_denied", error_description: "The pool's filter does not match" },
  };

  test.each<[string, string, FaultAction, string[]]>([
    [
      "1",
      IDENTITY_PROVIDER_PATH,
      WRONG_CLIENT,
      [
        "Cannot obtain an external token (step 1 of 2 of OAuth): the identity provider answered 401 (request id idp-1).",
        "  - invalid_client: Unknown client",
        "Check CONFLUENT_CLOUD_OAUTH_EXTERNAL_CLIENT_ID, CONFLUENT_CLOUD_OAUTH_EXTERNAL_CLIENT_SECRET and CONFLUENT_CLOUD_OAUTH_EXTERNAL_TOKEN_SCOPE.",
      ],
    ],
    [
      "2",
      TOKEN_SERVICE_PATH,
      WRONG_POOL,
      [
        "Cannot exchange the external token for an access token (step 2 of 2 of OAuth): the API answered 403 (request id sts-1).",
        "  - access_denied: The pool's filter does not match",
        "Check that identity pool pool-emulator (the environment variable CONFLUENT_CLOUD_OAUTH_IDENTITY_POOL_ID) exists, that its",
        "identity provider issued the external token, and that its filter matches the token's claims.",
      ],
    ],
  ])(
    "sends nothing if step %s, and the error has the step, the cause, and advice",
    async (_step, path, action, lines) => {
      const api = oauthApi();
      api.emulator.addFault({ on: { path, times: Infinity }, do: action });
      const error = await failureOf(createOne(api));
      expect(error.message).toBe(
        ['Cannot create group mapping "Admins": there is no access token for the request.', ...lines].join(
          "\n",
        ),
      );
      for (const other of [ForbiddenError, NotFoundError, UnauthenticatedError, UnknownOutcomeError]) {
        expect(error).not.toBeInstanceOf(other);
      }
      expect(api.sent().filter((one) => one !== "token" && one !== "exchange")).toEqual([]);
    },
  );

  test("does not mean that a mapping is gone: the read fails without a list request", async () => {
    const api = oauthApi({ oauth: { accessTokenSeconds: 60 } });
    const { id } = await createOne(api);
    await api.clock.run(api.clock.sleep(60_000));
    api.emulator.addFault({ on: { path: TOKEN_SERVICE_PATH, times: Infinity }, do: WRONG_POOL });
    const error = await failureOf(readOne(api, id));
    expect(error).toBeInstanceOf(TokenError);
    expect(error.message).toContain(`${id}: there is no access token`);
    // The cached external token was rejected, so a new one was tried as well.
    expect(api.sent()).toEqual(["token", "exchange", "POST", "exchange", "token", "exchange"]);
  });

  test.each([
    ["not JSON", "<html>Sign in</html>", "it is not JSON"],
    ["without a token", { token_type: "Bearer" }, "access_token is missing"],
  ])("reports a response that is %s", async (_what, body, problem) => {
    const api = oauthApi();
    api.emulator.addFault({ on: { path: IDENTITY_PROVIDER_PATH }, do: { status: 200, body } });
    const error = await failureOf(createOne(api));
    expect(error).toBeInstanceOf(TokenError);
    expect(error.message).toContain("the identity provider's response cannot be read: ");
    expect(error.message).toContain(problem);
    expect(api.sent()).toEqual(["token"]);
  });

  test("reports the target of a redirect, and does not follow it", async () => {
    const api = oauthApi();
    const answer = { status: 302, headers: { location: "https://elsewhere.example/login" } };
    api.emulator.addFault({ on: { path: IDENTITY_PROVIDER_PATH }, do: answer });
    const { message } = await failureOf(createOne(api));
    expect(message).toContain("redirect to https://elsewhere.example/login. Redirects are not followed");
  });

  test("reports the number of attempts after all retries", async () => {
    const api = oauthApi({}, { maxRetries: 2 });
    api.emulator.addFault({ on: { path: TOKEN_SERVICE_PATH, times: Infinity }, do: "reset" });
    const { message } = await failureOf(createOne(api));
    expect(message).toContain("Cannot exchange the external token");
    expect(message).toMatch(/Tried 3 times in \d+ s/);
    expect(message).not.toContain("Look for the mapping");
    expect(api.sent()).toEqual(["token", "exchange", "exchange", "exchange"]);
  });
});

describe("a token from the user", () => {
  test("is exchanged without a request to the identity provider", async () => {
    const api = oauthApi({ oauth: { externalAccessToken: "eyJ.given" } });
    await createOne(api);
    expect(api.sent()).toEqual(["exchange", "POST"]);
  });

  test("is reported as not renewed automatically if it is rejected", async () => {
    const api = oauthApi({ oauth: { externalAccessToken: "eyJ.given" } });
    const answer = { status: 401, body: { error: "invalid_request" } };
    api.emulator.addFault({ on: { path: TOKEN_SERVICE_PATH }, do: answer });
    const { message } = await failureOf(createOne(api));
    expect(message).toContain(
      "comes from CONFLUENT_CLOUD_OAUTH_EXTERNAL_ACCESS_TOKEN and is not renewed automatically",
    );
    expect(message).not.toContain("eyJ.given");
  });
});

test("no response of the API shows a token: tokens that it echoes are redacted", async () => {
  const api = oauthApi();
  const { id } = await createOne(api);
  const tokens: string[] = [];
  const handle = jest.spyOn(api.emulator, "handle").mockImplementation(({ headers }) => {
    const authorization = headers["authorization"] ?? "";
    tokens.push(authorization.replace("Bearer ", ""));
    const body = JSON.stringify({ message: `refused ${authorization}` });
    return Promise.resolve({ kind: "response", status: 501, headers: {}, body });
  });
  const { message } = await failureOf(readOne(api, id));
  handle.mockRestore();
  expect(tokens[0]).toMatch(/^access\./);
  expect(message).toContain("refused Bearer [redacted]");
  expect(message).not.toContain(tokens[0]);
});

describe("no response of a token service shows a token", () => {
  const longToken = `eyJ${"0123456789abcdef".repeat(20)}`;

  test.each<[string, FaultAction]>([
    ["in an error response", { status: 400, body: { status: "no", access_token: longToken } }],
    [
      "of an unsupported type",
      {
        status: 200,
        headers: { "x-request-id": "r".repeat(150) + longToken },
        body: { access_token: longToken, token_type: `DPoP ${longToken}` },
      },
    ],
    ["in a truncated response", { status: 500, body: `{"access_token": "${longToken}` }],
  ])("%s", async (_what, fault) => {
    const api = oauthApi({}, { maxRetries: 0 });
    api.emulator.addFault({ on: { path: TOKEN_SERVICE_PATH, times: Infinity }, do: fault });
    const { message } = await failureOf(createOne(api));
    expect(message).toContain("[redacted]");
    expect(message).not.toContain(longToken.slice(0, 8));
  });
});
