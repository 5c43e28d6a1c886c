import { type RequestContext, secrets } from "../../../provider/errors";
import { ApiError, ConnectionError } from "../../../provider/rest/http";
import { AccessTokens, TokenError } from "../../../provider/rest/oauth";
import type { OAuthOptions } from "../../../provider/config";
import type { TokenResponse } from "../../../provider/wire";
import { failureOf } from "../../support/failureOf";
import { withTimeout } from "../../support/timeouts";
import { VirtualClock } from "../../support/virtualClock";

const ACTION: RequestContext = { verb: "create", displayName: "Admins" };
const CLIENT: OAuthOptions = {
  external: {
    tokenUrl: "https://login.example",
    clientId: "client-7",
    clientSecret: "client-secret-of-these-tokens",
    scope: undefined,
  },
  identityPoolId: "pool-abc",
  lifetime: 900,
};
const GIVEN: OAuthOptions = { ...CLIENT, external: { accessToken: "given-token" } };

/** What the two services do, step by step: a token lifetime in seconds, or an error. The last step repeats. */
interface Script {
  readonly obtain?: readonly (number | undefined | Error)[];
  readonly exchange?: readonly (number | undefined | Error)[];
}

/** Tokens of services that respond after a second of virtual time, and their requests: `obtain 1`, `exchange external-1`. */
function tokensOf(options: OAuthOptions, { obtain = [3_600], exchange = [900] }: Script = {}) {
  const clock = new VirtualClock();
  const asked: string[] = [];
  const answer = async (
    kind: string,
    count: number,
    steps: Script["obtain"] & object,
  ): Promise<TokenResponse> => {
    const step = steps[Math.min(count, steps.length) - 1];
    await clock.sleep(1_000);
    if (step instanceof Error) {
      throw step;
    }
    return { accessToken: `${kind}-${count}`, expiresIn: step };
  };
  const count = (what: string) => asked.filter((one) => one.startsWith(what)).length;
  const tokens = new AccessTokens(
    options,
    {
      obtain: () => {
        asked.push(`obtain ${count("obtain") + 1}`);
        return answer("external", count("obtain"), obtain);
      },
      exchange: (external) => {
        asked.push(`exchange ${external}`);
        return answer("access", count("exchange"), exchange);
      },
    },
    clock,
  );
  return {
    clock,
    asked,
    tokens,
    get: (action = ACTION) => clock.run(tokens.get(action)),
    pass: (seconds: number) => clock.run(clock.sleep(seconds * 1_000)),
  };
}

function refusal(status: number): ApiError {
  return new ApiError(
    { verb: "exchange" },
    { status, statusText: "", header: () => undefined, body: '{"error":"invalid_request"}' },
  );
}

test("the first request makes both steps in order, and the next ones make none", async () => {
  const { asked, get } = tokensOf(CLIENT);
  await expect(get()).resolves.toBe("access-1");
  await expect(get()).resolves.toBe("access-1");
  expect(asked).toEqual(["obtain 1", "exchange external-1"]);
});

test("any number of waiting requests share one renewal, even one that fails", async () => {
  const { clock, asked, tokens } = tokensOf(CLIENT, { exchange: [refusal(400), 900] });
  const ask = () => Promise.allSettled(Array.from({ length: 100 }, () => tokens.get(ACTION)));
  expect((await clock.run(ask())).map(({ status }) => status)).toEqual(Array(100).fill("rejected"));
  expect(asked).toEqual(["obtain 1", "exchange external-1"]);
  const answers = await clock.run(ask());
  expect(answers).toEqual(Array(100).fill({ status: "fulfilled", value: "access-2" }));
  expect(asked).toHaveLength(4);
});

test("a renewal outlives the timeout of the request that began it", async () => {
  const { clock, asked, tokens } = tokensOf(CLIENT);
  const short = withTimeout(clock, 500, () => tokens.get(ACTION));
  const [ended, other] = await clock.run(Promise.allSettled([short, tokens.get(ACTION)]));
  expect(ended).toMatchObject({ reason: { message: expect.stringContaining("customTimeouts") as string } });
  expect(other).toMatchObject({ value: "access-1" });
  expect(asked).toEqual(["obtain 1", "exchange external-1"]);
});

test("an access token is renewed 60 s before it expires, with the same external token", async () => {
  const { asked, get, pass } = tokensOf(CLIENT);
  await get();
  await pass(839);
  await expect(get()).resolves.toBe("access-1");
  await pass(1);
  await expect(get()).resolves.toBe("access-2");
  expect(asked).toEqual(["obtain 1", "exchange external-1", "exchange external-1"]);
});

test("an external token is renewed first if it is due 180 s before it expires", async () => {
  // It is obtained a second before the exchange ends, and is due at 420 s; the access token at 840 s.
  const { asked, get, pass } = tokensOf(CLIENT, { obtain: [1_020], exchange: [900] });
  await get();
  await pass(839);
  await get();
  await pass(1);
  await expect(get()).resolves.toBe("access-2");
  expect(asked).toEqual(["obtain 1", "exchange external-1", "obtain 2", "exchange external-2"]);
});

test.each([
  [60, 30],
  [10, 5],
  [61, 1],
])("an access token with a lifetime of %i s is renewed after %i s", async (life, due) => {
  const { asked, get, pass } = tokensOf(GIVEN, { exchange: [life] });
  await get();
  await pass(due - 0.001);
  await get();
  expect(asked).toHaveLength(1);
  await pass(0.001);
  await get();
  expect(asked).toHaveLength(2);
});

test.each([
  [180, 90],
  [30, 15],
  [182, 2],
])("an external token with a lifetime of %i s is renewed after %i s", async (life, due) => {
  // The access token is always due. Each exchange takes a second, so the external token gets older.
  const { asked, get, pass } = tokensOf(CLIENT, { obtain: [life], exchange: [0.5] });
  const obtained = () => asked.filter((one) => one.startsWith("obtain")).length;
  await get();
  await pass(due - 1.001);
  await get();
  expect(obtained()).toBe(1);
  await pass(0.5);
  await get();
  expect(obtained()).toBe(2);
});

test("a token that is due immediately serves the requests that waited for it, without an endless loop", async () => {
  const { asked, get } = tokensOf(GIVEN, { exchange: [Number.MIN_VALUE] });
  await expect(get()).resolves.toBe("access-1");
  await expect(get()).resolves.toBe("access-2");
  expect(asked).toHaveLength(2);
});

test("an access token without a reported lifetime has the requested lifetime", async () => {
  const { asked, get, pass } = tokensOf({ ...GIVEN, lifetime: 300 }, { exchange: [undefined] });
  await get();
  await pass(239);
  await get();
  expect(asked).toHaveLength(1);
  await pass(1);
  await get();
  expect(asked).toHaveLength(2);
});

test("an external token without a reported lifetime is used for two minutes", async () => {
  const { asked, get, pass } = tokensOf(CLIENT, { obtain: [undefined], exchange: [0.5] });
  await get();
  await pass(118);
  await get();
  expect(asked.filter((one) => one.startsWith("obtain"))).toHaveLength(1);
  await pass(1);
  await get();
  expect(asked.filter((one) => one.startsWith("obtain"))).toHaveLength(2);
});

test("a token from the user is exchanged repeatedly, and never renewed", async () => {
  const { asked, get, pass } = tokensOf(GIVEN);
  for (let day = 0; day < 3; day += 1) {
    await get();
    await pass(86_400);
  }
  expect(asked).toEqual(Array(3).fill("exchange given-token"));
});

describe("a rejected access token", () => {
  test("is not used again, and the external token is exchanged again", async () => {
    const { asked, tokens, get } = tokensOf(CLIENT);
    tokens.invalidate(await get());
    await expect(get()).resolves.toBe("access-2");
    expect(asked).toEqual(["obtain 1", "exchange external-1", "exchange external-1"]);
  });

  test("discards an external token that was obtained more than a minute ago", async () => {
    const { asked, tokens, get, pass } = tokensOf(CLIENT);
    const token = await get();
    await pass(60);
    tokens.invalidate(token);
    await expect(get()).resolves.toBe("access-2");
    expect(asked).toEqual(["obtain 1", "exchange external-1", "obtain 2", "exchange external-2"]);
  });

  test("causes no renewal if it has already been replaced", async () => {
    const { asked, tokens, get } = tokensOf(CLIENT);
    const token = await get();
    tokens.invalidate(token);
    await get();
    tokens.invalidate(token);
    await expect(get()).resolves.toBe("access-2");
    expect(asked).toHaveLength(3);
  });
});

describe("an exchange that is rejected", () => {
  test("is repeated once with a new external token if the token was cached", async () => {
    const { asked, get, pass } = tokensOf(CLIENT, { exchange: [900, refusal(401), 900] });
    await get();
    await pass(900);
    await expect(get()).resolves.toBe("access-3");
    expect(asked.slice(2)).toEqual(["exchange external-1", "obtain 2", "exchange external-2"]);
  });

  test("fails with the operation and the cause if the external token was new", async () => {
    const { asked, get } = tokensOf(CLIENT, { exchange: [refusal(400)] });
    const error = await failureOf(get());
    expect(error).toBeInstanceOf(TokenError);
    expect(error.message).toBe(
      [
        'Cannot create group mapping "Admins": there is no access token for the request.',
        "Cannot exchange the external token for an access token (step 2 of 2 of OAuth): the API answered 400.",
        "  - invalid_request",
      ].join("\n"),
    );
    expect(asked).toEqual(["obtain 1", "exchange external-1"]);
  });

  test("fails if the user provided the token", async () => {
    const { asked, get } = tokensOf(GIVEN, { exchange: [refusal(401)] });
    expect(await failureOf(get())).toBeInstanceOf(TokenError);
    expect(asked).toHaveLength(1);
  });

  test.each([503, 429, 408])(
    "keeps the external token after a %i, which does not mean that it is invalid",
    async (status) => {
      const { asked, get, pass } = tokensOf(CLIENT, { exchange: [900, refusal(status), 900] });
      await get();
      await pass(900);
      expect(await failureOf(get())).toBeInstanceOf(TokenError);
      await expect(get()).resolves.toBe("access-3");
      expect(asked.filter((one) => one.startsWith("obtain"))).toHaveLength(1);
    },
  );
});

test("a failed renewal returns no old token, and the next request tries again", async () => {
  const broken = new ConnectionError(
    { verb: "obtain" },
    "GET",
    "https://login.example",
    "ECONNRESET",
    "hang up",
  );
  const { asked, get, pass } = tokensOf(CLIENT, { obtain: [400, broken, 400] });
  await get();
  await pass(900);
  const error = await failureOf(get({ verb: "read", displayName: "Admins", mappingId: "group-a" }));
  expect(error).toBeInstanceOf(TokenError);
  expect(error).not.toBeInstanceOf(ConnectionError);
  expect(error.message).toContain('Cannot read group mapping "Admins" (group-a): there is no access token');
  expect(error.message).toContain(
    "Cannot obtain an external token (step 1 of 2 of OAuth): no response from https://login.example",
  );
  await expect(get()).resolves.toBe("access-2");
  expect(asked).toEqual(["obtain 1", "exchange external-1", "obtain 2", "obtain 3", "exchange external-3"]);
});

test("an internal error stays one", async () => {
  const { get } = tokensOf(CLIENT, { obtain: [new TypeError("something is broken")] });
  await expect(get()).rejects.toThrow(TypeError);
});

test("the secrets of both kinds are redacted from the start", () => {
  tokensOf(CLIENT);
  tokensOf({ ...GIVEN, external: { accessToken: "eyJ.a-token-that-was-given" } });
  const form = new URLSearchParams({ client_secret: "client-secret-of-these-tokens" }).toString();
  expect(secrets.redact(`${form} eyJ.a-token-that-was-given`)).toBe("client_secret=[redacted] [redacted]");
});
