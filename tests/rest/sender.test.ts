import type { Action } from "../../provider/rest/action";
import { NeverSentError, UnreadableAnswerError } from "../../provider/rest/apiError";
import type { Answer, Request } from "../../provider/rest/exchange";
import { DEFAULT_LIMITS } from "../../provider/rest/limits";
import { RateGate } from "../../provider/rest/gate/rateGate";
import { Sender } from "../../provider/rest/sender";
import { VirtualClock } from "../support/virtualClock";

const action: Action = { verb: "list" };
const GET: Request = { method: "GET", path: "/iam/v2/sso/group-mappings", action };

/** A sender whose requests end as the steps say, and when each was sent. */
function senderOf(steps: readonly (Readonly<Record<string, string>> | Error)[]) {
  const clock = new VirtualClock();
  const sentAt: number[] = [];
  const sender = new Sender({
    transport: {
      send: () => {
        const step = steps[sentAt.length];
        sentAt.push(clock.now());
        return step instanceof Error || step === undefined
          ? Promise.reject(step ?? new Error("There is no more to answer"))
          : Promise.resolve(answerWith(step));
      },
    },
    gate: new RateGate({ clock, maxConcurrency: 1 }),
    clock,
    limits: DEFAULT_LIMITS,
    onWait: () => undefined,
  });
  return { clock, sender, sentAt };
}

function answerWith(headers: Readonly<Record<string, string>>, status = 200): Answer {
  return { status, statusText: "", header: (name) => headers[name], body: "{}" };
}

test("a budget that is used up holds the next request until its window ends", async () => {
  const { clock, sender, sentAt } = senderOf([
    { "x-ratelimit-remaining": " 0 ", "x-ratelimit-reset": "2.5" },
    {},
  ]);
  await clock.run(sender.send(GET));
  await clock.run(sender.send(GET));
  expect(sentAt).toEqual([0, 2_500]);
});

test.each([
  { "x-ratelimit-remaining": "none", "x-ratelimit-reset": "60" },
  { "x-ratelimit-remaining": "-1", "x-ratelimit-reset": "60" },
  { "x-ratelimit-remaining": "0, 0", "x-ratelimit-reset": "60" },
  { "x-ratelimit-remaining": "100", "x-ratelimit-reset": "1700000000000" },
  { "x-ratelimit-reset": "60" },
])("headers that tell no budget, %j, hold nobody", async (headers) => {
  const { clock, sender, sentAt } = senderOf([headers, {}]);
  await clock.run(sender.send(GET));
  await clock.run(sender.send(GET));
  expect(sentAt).toEqual([0, 0]);
});

test("an answer that cannot be read ends the request at once, and leaves its place to the next", async () => {
  const { clock, sender, sentAt } = senderOf([
    new UnreadableAnswerError(action, "it is longer than 10 MB"),
    {},
  ]);
  await expect(clock.run(sender.send(GET))).rejects.toThrow("it is longer than 10 MB");
  await expect(clock.run(sender.send(GET))).resolves.toMatchObject({ status: 200 });
  expect(sentAt).toHaveLength(2);
});

describe("many at once, where the API refuses every request", () => {
  const DEADLINE = DEFAULT_LIMITS.deadline;

  /** `count` requests together: when each ended, and how. The API refuses until `until`; then each answer takes `latency`. */
  async function sendTogether(count: number, until: number, latency = 80) {
    const clock = new VirtualClock();
    const sender = new Sender({
      transport: {
        send: async () => {
          const isRefused = clock.now() < until;
          await clock.sleep(isRefused ? 80 : latency);
          return isRefused ? answerWith({ "retry-after": "1" }, 429) : answerWith({});
        },
      },
      gate: new RateGate({ clock, maxConcurrency: 1 }),
      clock,
      limits: DEFAULT_LIMITS,
      onWait: () => undefined,
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

  test("all end with the first, and say how often they were tried, or that they were not sent", async () => {
    const ended = await sendTogether(100, Number.POSITIVE_INFINITY);
    for (const { at } of ended) {
      expect(at).toBeLessThanOrEqual(DEADLINE);
      expect(at).toBeGreaterThan(DEADLINE - 2 * DEFAULT_LIMITS.retryCap);
    }
    const refused = ended.filter((one) => "status" in one && one.status === 429);
    const unsent = ended.filter((one) => "error" in one && one.error instanceof NeverSentError);
    expect([refused.length, unsent.length]).toEqual([1, 99]);
    const [first] = refused;
    expect(first !== undefined && "history" in first && first.history).toMatch(
      /^It was tried \d+ times in 5\d\d s/,
    );
  });

  test("all succeed where it stops in time", async () => {
    const ended = await sendTogether(100, DEADLINE / 2);
    expect(ended.filter((one) => "status" in one && one.status === 200)).toHaveLength(100);
  });

  test("where it has stopped, whoever queued longer than the deadline is not late", async () => {
    const ended = await sendTogether(100, DEADLINE / 2, 10_000);
    expect(ended.filter((one) => "status" in one && one.status === 200)).toHaveLength(100);
    expect(Math.max(...ended.map(({ at }) => at))).toBeGreaterThan(2 * DEADLINE);
  });
});
