import { DEFAULT_CREDENTIALS, type Emulator, type RateLimit } from "../../emulator/index";
import { COLLECTION_PATH } from "../../provider/wire";
import { startCheckedEmulator } from "../contract/checkedEmulator";
import { authorizationOf, call, create, DEVELOPERS, failure, names, type Received } from "./client";

const ANOTHER = { apiKey: "EMULATORKEY00002", apiSecret: "another-secret" };

let emulator: Emulator;
let url: string;
let now: number;

async function start(rateLimit?: RateLimit): Promise<void> {
  now = Date.UTC(2024, 0, 1);
  emulator = await startCheckedEmulator({
    credentials: [DEFAULT_CREDENTIALS, ANOTHER],
    clock: () => now,
    ...(rateLimit && { rateLimit }),
    expectViolations: ({ response }) => response?.status === 401 || response?.status === 400,
  });
  ({ url } = emulator);
}

function pass(milliseconds: number): void {
  now += milliseconds;
}

async function statuses(count: number): Promise<number[]> {
  const all: number[] = [];
  while (all.length < count) {
    all.push((await call(url, "GET")).status);
  }
  return all;
}

/** Returns the rate limit headers of a response: limit, remaining, reset, retry-after. */
function rateLimitHeaders({ headers }: Received): (string | undefined)[] {
  return ["x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset", "retry-after"].map(
    (name) => headers[name],
  );
}

afterEach(() => emulator.close());

describe("a token bucket", () => {
  test("accepts the burst, and then as many requests as were refilled", async () => {
    await start({ requestsPerSecond: 2, burst: 3 });
    expect(await statuses(4)).toEqual([200, 200, 200, 429]);
    pass(499);
    expect(await statuses(1)).toEqual([429]);
    pass(1);
    expect(await statuses(2)).toEqual([200, 429]);
    pass(3_600_000);
    expect(await statuses(4)).toEqual([200, 200, 200, 429]);
  });

  test("reports the remaining requests, and when the next one is refilled", async () => {
    await start({ requestsPerSecond: 0.25, burst: 2 });
    expect(rateLimitHeaders(await call(url, "GET"))).toEqual(["2", "1", "4", undefined]);
    pass(1_000);
    expect(rateLimitHeaders(await call(url, "GET"))).toEqual(["2", "0", "3", undefined]);
    expect(rateLimitHeaders(await call(url, "GET"))).toEqual(["2", "0", "3", "3"]);
  });

  test.each([0.1, 0.3, 0.7, 3, 7, 10])(
    "with %d requests per second accepts a client that waits for Retry-After",
    async (requestsPerSecond) => {
      await start({ requestsPerSecond, burst: 1 });
      await call(url, "GET");
      for (const early of [100, 300, 700]) {
        pass(early);
        const refused = await call(url, "GET");
        if (refused.status === 429) {
          pass(Number(refused.headers["retry-after"]) * 1_000);
          expect(await statuses(1)).toEqual([200]);
        }
      }
      expect(emulator.requests().filter(({ response }) => response?.status === 200).length).toBeGreaterThan(
        1,
      );
    },
  );
});

describe("a refusal", () => {
  test("returns a 429 in the documented format, records it, and executes nothing", async () => {
    await start({ requestsPerSecond: 1, burst: 1 });
    await create(url);
    const refused = await call(url, "POST", COLLECTION_PATH, { body: DEVELOPERS });
    expect(refused).toEqual(failure(429, "too_many_requests", "Too Many Requests"));
    expect(emulator.mappings()).toHaveLength(1);
    expect(emulator.requests().map(({ faulted, response }) => [faulted, response?.status])).toEqual([
      [false, 201],
      [false, 429],
    ]);
  });

  test.each([
    ["all", ["1", "0", "1"], "1"],
    ["none", [undefined, undefined, undefined], undefined],
  ] as const)("with headers: %s sends only these headers", async (headers, limit, retryAfter) => {
    await start({ requestsPerSecond: 1, burst: 1, headers });
    expect(rateLimitHeaders(await call(url, "GET"))).toEqual([...limit, undefined]);
    expect(rateLimitHeaders(await call(url, "GET"))).toEqual([...limit, retryAfter]);
  });
});

describe("the rate limit counts", () => {
  test("the requests of each of the credentials separately", async () => {
    await start({ requestsPerSecond: 1, burst: 1 });
    expect(await statuses(2)).toEqual([200, 429]);
    expect(await names(url, "", ANOTHER)).toEqual([]);
  });

  test("every response of the API, including errors and lost answers", async () => {
    await start({ requestsPerSecond: 1, burst: 3 });
    await call(url, "GET", `${COLLECTION_PATH}/group-unknown`);
    await call(url, "POST", COLLECTION_PATH, { body: "{" });
    emulator.addFault({ on: {}, do: "lost answer" });
    await expect(call(url, "GET")).rejects.toThrow("fetch failed");
    expect(await statuses(1)).toEqual([429]);
  });

  test("no requests of unknown callers and no responses of faults", async () => {
    await start({ requestsPerSecond: 1, burst: 1 });
    emulator.addFault({ on: {}, do: { status: 503 } });
    expect(rateLimitHeaders(await call(url, "GET"))).toEqual([undefined, undefined, undefined, undefined]);
    const authorization = authorizationOf({ apiKey: "UNKNOWN", apiSecret: "unknown" });
    expect(await call(url, "GET", COLLECTION_PATH, { authorization })).toMatchObject({ status: 401 });
    expect(await statuses(2)).toEqual([200, 429]);
  });
});

describe("a change at runtime", () => {
  test("can reduce and remove the limit", async () => {
    await start({ requestsPerSecond: 0.1, burst: 100 });
    expect(rateLimitHeaders(await call(url, "GET")).slice(0, 2)).toEqual(["100", "99"]);
    emulator.setRateLimit({ requestsPerSecond: 0.1, burst: 2 });
    expect(await statuses(3)).toEqual([200, 200, 429]);
    emulator.setRateLimit(undefined);
    expect(rateLimitHeaders(await call(url, "GET"))).toEqual([undefined, undefined, undefined, undefined]);
  });

  test("is not affected by later changes of the object that was passed", async () => {
    await start();
    const limit = { requestsPerSecond: 0.1, burst: 1 };
    emulator.setRateLimit(limit);
    limit.burst = 1_000;
    expect(await statuses(2)).toEqual([200, 429]);
  });

  test("by reset keeps the limit and clears its usage", async () => {
    await start({ requestsPerSecond: 0.1, burst: 1 });
    expect(await statuses(2)).toEqual([200, 429]);
    await emulator.reset();
    expect(await statuses(2)).toEqual([200, 429]);
  });
});
