import type { Emulator, Fault } from "../../emulator/index";
import { FaultQueue } from "../../emulator/faults";
import { COLLECTION_PATH } from "../../provider/wire";
import { startCheckedEmulator } from "../contract/checkedEmulator";
import { call, create, DEVELOPERS } from "./client";

let emulator: Emulator;
let url: string;

async function start(...faults: Fault[]): Promise<void> {
  emulator = await startCheckedEmulator({ sleep: (milliseconds) => slept(milliseconds) });
  ({ url } = emulator);
  faults.forEach(emulator.addFault);
}

const slept = jest.fn<Promise<void>, [number]>(() => Promise.resolve());

beforeEach(() => {
  slept.mockClear();
});

describe("over HTTP", () => {
  afterEach(() => emulator.close());

  test("a status replaces the execution of the request, even without valid credentials", async () => {
    await start({
      on: { method: "post" },
      do: { status: 429, headers: { "Retry-After": "3" }, body: { message: "slow down" } },
    });
    const answer = await call(url, "POST", COLLECTION_PATH, { body: DEVELOPERS, authorization: "" });
    expect(answer).toMatchObject({
      status: 429,
      headers: { "retry-after": "3" },
      body: { message: "slow down" },
    });
    expect(answer.headers["x-request-id"]).toMatch(/^[0-9a-f]{32}$/);
    expect(emulator.mappings()).toEqual([]);
    await create(url);
  });

  test.each([
    ["HTML", "<html>Bad Gateway</html>", {}, "text/html"],
    ["text", "upstream timed out", {}, "text/plain"],
    [
      "text with a custom content type",
      "{ broken",
      { "Content-Type": "application/problem+json" },
      "application/problem+json",
    ],
    ["JSON", ["a"], {}, "application/json"],
    ["JSON null", null, {}, "application/json"],
  ])("a body of %s is sent unchanged", async (_what, body, headers, type) => {
    await start({ on: {}, do: { status: 502, headers, body } });
    const answer = await call(url, "GET");
    expect(answer).toMatchObject({ status: 502, body });
    expect(answer.headers["content-type"]).toBe(type);
  });

  test("a response without a body is empty, and keeps its own request id", async () => {
    await start({ on: {}, do: { status: 503, headers: { "X-Request-Id": "mine" } } });
    expect(await call(url, "GET")).toMatchObject({
      status: 503,
      body: "",
      headers: { "x-request-id": "mine" },
    });
  });

  test("a reset breaks the connection and executes nothing", async () => {
    await start({ on: { method: "POST" }, do: "reset" });
    await expect(create(url)).rejects.toThrow("fetch failed");
    expect(emulator.mappings()).toEqual([]);
    expect(emulator.requests()).toMatchObject([{ method: "POST", body: DEVELOPERS, faulted: true }]);
    expect(emulator.requests()[0]).not.toHaveProperty("response");
  });

  test("a lost answer executes the request and breaks the connection", async () => {
    await start({ on: { method: "POST" }, do: "lost answer" });
    await expect(create(url)).rejects.toThrow("fetch failed");
    expect(emulator.mappings()).toMatchObject([DEVELOPERS]);
    expect(emulator.requests()[0]).not.toHaveProperty("response");
  });

  test("a delay executes the request immediately and sends the response later", async () => {
    await start({ on: { method: "POST" }, do: { delayMs: 30_000 } });
    slept.mockImplementationOnce(() => {
      expect(emulator.mappings()).toHaveLength(1);
      expect(emulator.requests()[0]).not.toHaveProperty("response");
      return Promise.resolve();
    });
    await create(url);
    expect(slept).toHaveBeenCalledWith(30_000);
    expect(emulator.requests()).toMatchObject([{ faulted: true, response: { status: 201 } }]);
  });

  test("a fault that is added later counts requests only from then on", async () => {
    await start();
    await create(url);
    emulator.addFault({ on: { method: "POST", nth: 2 }, do: { status: 500 } });
    await create(url);
    await expect(create(url)).rejects.toThrow("500");
    await create(url);
  });
});

describe("the queue", () => {
  const get = { method: "GET", path: COLLECTION_PATH };
  const item = { method: "GET", path: `${COLLECTION_PATH}/group-a` };
  const answer = (status: number): Fault["do"] => ({ status });

  function statuses(faults: Fault[], requests: { method: string; path: string }[]): (number | undefined)[] {
    const queue = new FaultQueue();
    faults.forEach((fault) => {
      queue.add(fault);
    });
    return requests.map((request) => {
      const action = queue.next(request);
      return typeof action === "object" && "status" in action ? action.status : undefined;
    });
  }

  test("applies a fault once to the first matching request by default", () => {
    expect(statuses([{ on: {}, do: answer(500) }], [get, get])).toEqual([500, undefined]);
  });

  test("applies a fault from the nth matching request the given number of times", () => {
    const faults = [{ on: { nth: 2, times: 2 }, do: answer(500) }];
    expect(statuses(faults, [get, get, get, get])).toEqual([undefined, 500, 500, undefined]);
  });

  test("applies a fault without limit if times is Infinity", () => {
    expect(statuses([{ on: { times: Infinity }, do: answer(500) }], [get, get, get])).toEqual([
      500, 500, 500,
    ]);
  });

  test("counts only matching requests", () => {
    const faults = [{ on: { method: "POST", nth: 2 }, do: answer(500) }];
    const post = { ...get, method: "POST" };
    expect(statuses(faults, [post, get, post])).toEqual([undefined, undefined, 500]);
  });

  test("matches a path exactly, or as a prefix if it ends with a star", () => {
    expect(statuses([{ on: { path: COLLECTION_PATH }, do: answer(500) }], [item, get])).toEqual([
      undefined,
      500,
    ]);
    expect(statuses([{ on: { path: `${COLLECTION_PATH}/*` }, do: answer(500) }], [get, item])).toEqual([
      undefined,
      500,
    ]);
  });

  test("applies the fault that was added first, and counts the request for all faults", () => {
    const faults = [
      { on: {}, do: answer(500) },
      { on: { times: 2 }, do: answer(503) },
    ];
    expect(statuses(faults, [get, get, get])).toEqual([500, 503, undefined]);
  });

  test.each([
    ["status", { status: 101 }],
    ["status", { status: 600 }],
    ["header", { status: 500, headers: { "a b": "c" } }],
  ] satisfies [string, Fault["do"]][])("rejects a %s that is not valid in HTTP: %j", (_name, action) => {
    expect(() => {
      new FaultQueue().add({ on: {}, do: action });
    }).toThrow();
  });
});
