import type { RequestContext } from "../../../provider/errors";
import { type HttpRequest, type HttpResponse, InvalidResponseError } from "../../../provider/rest/http";
import { withLimits } from "../../../provider/rest";
import { CanceledError, Sender, ThrottledBeforeSendError } from "../../../provider/rest/send";
import type { Limits } from "../../../provider/config";
import { RateLimiter } from "../../../provider/rest/rateLimit";
import { withTimeout } from "../../support/timeouts";
import { VirtualClock } from "../../support/virtualClock";
import { DEFAULT_LIMITS, limitsWith } from "../../support/settings";

const action: RequestContext = { verb: "list" };
const GET: HttpRequest = { method: "GET", path: "/iam/v2/sso/group-mappings", action };

type Headers = Readonly<Record<string, string>>;

/** How an attempt ends: with these headers and 200, with another status, or without a response. */
type Step = Headers | readonly [status: number, headers?: Headers] | Error;

interface Given {
  readonly limits?: Partial<Limits>;
  readonly maxConcurrency?: number;
  /** The value of every random number. */
  readonly random?: number;
}

/** Returns a sender whose requests end as the steps say (the last step repeats), when each was sent, and the status messages. */
function senderOf(steps: readonly Step[], { limits = {}, maxConcurrency = 1, random }: Given = {}) {
  const clock = new VirtualClock();
  if (random !== undefined) {
    jest.spyOn(clock, "random").mockReturnValue(random);
  }
  const sentAt: number[] = [];
  const reported: string[] = [];
  const transport = {
    send: () => {
      const step = steps[Math.min(sentAt.length, steps.length - 1)];
      sentAt.push(clock.now());
      return step instanceof Error || step === undefined
        ? Promise.reject(step ?? new Error("There is nothing to answer"))
        : Promise.resolve(answerTo(step));
    },
  };
  const sender = new Sender(transport, new RateLimiter({ clock, maxConcurrency }), {
    clock,
    limits: limitsWith(limits),
    onStatus: (status) => reported.push(status),
  });
  return { clock, sender, sentAt, reported };
}

const waiting = (seconds: number) => `Waiting ${seconds} s before retrying`;

function answerTo(step: Exclude<Step, Error>): HttpResponse {
  const [status, headers = {}] = isWithStatus(step) ? step : [200, step];
  return { status, statusText: "", header: (name) => headers[name], body: "{}" };
}

function isWithStatus(step: Step): step is readonly [number, Headers?] {
  return Array.isArray(step);
}

test("an exhausted window delays the next request until the window ends", async () => {
  const { clock, sender, sentAt } = senderOf([
    { "x-ratelimit-remaining": " 0 ", "x-ratelimit-reset": "2.5" },
    {},
  ]);
  await clock.run(sender.send(GET));
  await clock.run(sender.send(GET));
  expect(sentAt).toEqual([0, 2_500]);
});

test("a limit without a remaining count delays the later requests", async () => {
  const { clock, sender, sentAt } = senderOf([{ "x-ratelimit-limit": "2", "x-ratelimit-reset": "2.5" }, {}]);
  for (let sent = 0; sent < 3; sent += 1) {
    await clock.run(sender.send(GET));
  }
  expect(sentAt).toEqual([0, 0, 2_500]);
});

test.each([
  { "x-ratelimit-limit": "0" },
  { "x-ratelimit-remaining": "none", "x-ratelimit-reset": "60" },
  { "x-ratelimit-remaining": "-1", "x-ratelimit-reset": "60" },
  { "x-ratelimit-remaining": "0, 0", "x-ratelimit-reset": "60" },
  { "x-ratelimit-remaining": "100", "x-ratelimit-reset": "1700000000000" },
  { "x-ratelimit-reset": "60" },
])("headers without a window, %j, delay no request", async (headers) => {
  const { clock, sender, sentAt } = senderOf([headers, {}]);
  await clock.run(sender.send(GET));
  await clock.run(sender.send(GET));
  expect(sentAt).toEqual([0, 0]);
});

test("a response that cannot be read ends the request immediately, and releases its permit", async () => {
  const { clock, sender, sentAt } = senderOf([
    new InvalidResponseError(action, "it is longer than 10 MB"),
    {},
  ]);
  await expect(clock.run(sender.send(GET))).rejects.toThrow("it is longer than 10 MB");
  await expect(clock.run(sender.send(GET))).resolves.toMatchObject({ status: 200 });
  expect(sentAt).toHaveLength(2);
});

describe("a request that fails temporarily", () => {
  test("is retried after half of a maximum that doubles up to 30 s, if the random number is a half; long waits are reported", async () => {
    const { clock, sender, sentAt, reported } = senderOf([[500]], { random: 0.5 });
    const { status, history } = await clock.run(sender.send(GET));
    expect(status).toBe(500);
    expect(gapsOf(sentAt)).toEqual([500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000]);
    expect(reported).toEqual([8, 15, 15, 15].map(waiting));
    expect(history).toBe("Tried 9 times in 61 s.");
  });

  test("lists the request ids of the responses, without blank ones, and truncated", async () => {
    const ids = [" one ", "   ", "x".repeat(300)];
    const steps = ids.map((id) => [500, { "x-request-id": id }] as const);
    const { clock, sender } = senderOf(steps, { limits: { maxRetries: 2, initialRetryDelay: 0 } });
    const { history } = await clock.run(sender.send(GET));
    expect(history).toBe(`Tried 3 times in 0 s; request ids one, ${"x".repeat(200)}….`);
  });

  test("starts no attempt after the deadline, even if more are allowed", async () => {
    const limits = { maxRetries: 100, deadline: 60_000 };
    const { clock, sender, sentAt } = senderOf([[503]], { random: 0.5, limits });
    await clock.run(sender.send(GET));
    expect(sentAt.at(-1)).toBe(45_500);
    // The next attempt would start at 60.5 s, so it is not made.
    expect(clock.now()).toBe(45_500);
  });

  test("waits as long as Retry-After asks for, up to the maximum", async () => {
    const steps: Step[] = [[502, { "retry-after": "40" }], [502, { "retry-after": "3600" }], {}];
    const { clock, sender, sentAt, reported } = senderOf(steps, { random: 0 });
    await clock.run(sender.send(GET));
    expect(gapsOf(sentAt)).toEqual([40_000, 300_000]);
    expect(reported.slice(0, 4)).toEqual([40, 10, 300, 270].map(waiting));
  });
});

describe("a throttled request", () => {
  test("is retried at the date in Retry-After, by the server's clock", async () => {
    const headers = { date: "Wed, 21 Oct 2015 07:28:00 GMT", "retry-after": "Wed, 21 Oct 2015 07:28:20 GMT" };
    const { clock, sender, sentAt } = senderOf([[429, headers], {}], { random: 0 });
    await clock.run(sender.send(GET));
    expect(sentAt).toEqual([0, 20_000]);
  });

  test("that is ended by the deadline of another one returns its own throttled response", async () => {
    const opening = { "x-ratelimit-remaining": "100", "x-ratelimit-reset": "1" };
    const steps: Step[] = [opening, [429, { "retry-after": "20" }]];
    const limits = { deadline: 60_000 };
    const { clock, sender, sentAt } = senderOf(steps, { limits, maxConcurrency: 3 });
    await clock.run(sender.send(GET));
    const answers = await clock.run(Promise.all([1, 2, 3].map(() => sender.send(GET))));
    expect(answers.map(({ status }) => status)).toEqual([429, 429, 429]);
    expect(sentAt.slice(0, 4)).toEqual([0, 0, 0, 0]);
    // Only one was sent again. The others were queued.
    expect(answers.filter(({ history }) => history !== undefined)).toHaveLength(1);
    expect(clock.now()).toBeLessThanOrEqual(60_000);
  });
});

describe("many concurrent requests, if the API throttles every request", () => {
  const DEADLINE = DEFAULT_LIMITS.deadline;

  /** Sends `count` requests together, and returns when and how each ended. The API throttles until `until`, and then takes `latency`. */
  async function sendTogether(count: number, until: number, latency = 80) {
    const clock = new VirtualClock();
    const transport = {
      send: async () => {
        const isRefused = clock.now() < until;
        await clock.sleep(isRefused ? 80 : latency);
        return isRefused ? answerTo([429, { "retry-after": "1" }]) : answerTo({});
      },
    };
    const sender = new Sender(transport, new RateLimiter({ clock, maxConcurrency: 1 }), {
      clock,
      limits: DEFAULT_LIMITS,
      onStatus: () => undefined,
    });
    const one = async () => {
      const ended = await sender.send(GET).then(
        ({ status, history }) => ({ status, history }),
        (error: unknown) => ({ error }),
      );
      return { ...ended, at: clock.now() };
    };
    return clock.run(Promise.all(Array.from({ length: count }, one)));
  }

  test("all end with the first, and report their attempts, or that they were not sent", async () => {
    const ended = await sendTogether(100, Number.POSITIVE_INFINITY);
    for (const { at } of ended) {
      expect(at).toBeLessThanOrEqual(DEADLINE);
      expect(at).toBeGreaterThan(DEADLINE - 2 * DEFAULT_LIMITS.maxRetryDelay);
    }
    const refused = ended.filter((one) => "status" in one && one.status === 429);
    const unsent = ended.filter((one) => "error" in one && one.error instanceof ThrottledBeforeSendError);
    expect([refused.length, unsent.length]).toEqual([1, 99]);
    const [first] = refused;
    expect(first !== undefined && "history" in first && first.history).toMatch(/^Tried \d+ times in 5\d\d s/);
  });

  test("all succeed if the throttling ends in time", async () => {
    const ended = await sendTogether(100, DEADLINE / 2);
    expect(ended.filter((one) => "status" in one && one.status === 200)).toHaveLength(100);
  });

  test("are not late after the throttling has ended, even if they were queued longer than the deadline", async () => {
    const ended = await sendTogether(100, DEADLINE / 2, 10_000);
    expect(ended.filter((one) => "status" in one && one.status === 200)).toHaveLength(100);
    expect(Math.max(...ended.map(({ at }) => at))).toBeGreaterThan(2 * DEADLINE);
  });
});

function gapsOf(moments: readonly number[]): number[] {
  return moments.slice(1).map((moment, index) => moment - (moments[index] ?? 0));
}

describe("a command that the user cancels after a second", () => {
  /** Sends within the limits of an operation that is canceled, and returns how and when it ends. */
  async function sendCanceled(steps: readonly Step[], request: HttpRequest, before = 0) {
    const { clock, sender, sentAt } = senderOf(steps, { random: 0.9 });
    const canceled = new AbortController();
    for (let sent = 0; sent < before; sent += 1) {
      await clock.run(sender.send(GET));
    }
    clock.after(1_000, () => {
      canceled.abort();
    });
    const ended = withLimits(0, canceled.signal, () => sender.send(request)).then(
      ({ status }) => status,
      (error: unknown) => error,
    );
    const result = await clock.run(ended);
    return { result, endedAt: clock.now(), clock, sender, sentAt };
  }

  const PATCH: HttpRequest = { ...GET, method: "PATCH" };
  const LIMITED: Step = { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "60" };

  test("a request that waits for the rate limit is not sent, and others are", async () => {
    const { result, endedAt, clock, sender, sentAt } = await sendCanceled([LIMITED, {}], PATCH, 1);
    expect(result).toBeInstanceOf(CanceledError);
    expect(String(result)).toContain("Cannot list");
    expect(endedAt).toBe(1_000);
    await clock.run(sender.send(GET));
    expect(sentAt).toEqual([0, 60_000]);
  });

  test.each<[string, Step, HttpRequest]>([
    ["a GET after any failure", [503, { "retry-after": "" }], GET],
    ["a GET after an outage", [502], GET],
    ["a write that was throttled", [429, { "retry-after": "60" }], PATCH],
  ])("%s is not sent again", async (_what, failure, request) => {
    const { result, endedAt, sentAt } = await sendCanceled([failure, failure, {}], request);
    expect((result as Error).message).toMatch(/the command was canceled before the request was sent again\./);
    expect(endedAt).toBe(1_000);
    expect(sentAt.length).toBeLessThanOrEqual(2);
  });

  test("a write that may have been carried out is repeated until its outcome is known", async () => {
    const { result, endedAt } = await sendCanceled([[502], [502], {}], PATCH);
    expect(result).toBe(200);
    expect(endedAt).toBeGreaterThan(1_000);
  });

  test("a new operation sends nothing", async () => {
    const { sender, sentAt } = senderOf([{}]);
    const ended = withLimits(0, AbortSignal.abort(), () => sender.send(GET));
    await expect(ended).rejects.toThrow("the command was canceled before the request was sent.");
    expect(sentAt).toEqual([]);
  });
});

describe("an operation whose timeout ends after a second", () => {
  const LIMITED: Headers = { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "60" };
  const PATCH: HttpRequest = { ...GET, method: "PATCH" };

  test("does not send a request that waits for the rate limit, and other operations do", async () => {
    const { clock, sender, sentAt } = senderOf([LIMITED, {}]);
    await clock.run(sender.send(GET));
    const ended = withTimeout(clock, 1_000, () => sender.send(PATCH));
    await expect(clock.run(ended)).rejects.toThrow(
      "the timeout (resource option customTimeouts) expired before the request was sent.",
    );
    expect(clock.now()).toBe(1_000);
    await clock.run(sender.send(GET));
    expect(sentAt).toEqual([0, 60_000]);
  });

  test("ends with the response to its last attempt if a write waits to be sent again", async () => {
    const { clock, sender, sentAt } = senderOf([[502, LIMITED], {}], { random: 0 });
    const ended = withTimeout(clock, 1_000, () => sender.send(PATCH));
    await expect(clock.run(ended)).resolves.toMatchObject({ status: 502 });
    expect([clock.now(), sentAt]).toEqual([1_000, [0]]);
  });

  test("can have a timeout that is longer than a timer, or a fraction of a millisecond", async () => {
    const { sender } = senderOf([{}]);
    const { signal } = new AbortController();
    for (const timeoutMs of [1e12, 0.5]) {
      await expect(withLimits(timeoutMs, signal, () => sender.send(GET))).resolves.toMatchObject({
        status: 200,
      });
    }
  });
});
