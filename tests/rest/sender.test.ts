import type { Action } from "../../provider/rest/action";
import { UnreadableAnswerError } from "../../provider/rest/apiError";
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

function answerWith(headers: Readonly<Record<string, string>>): Answer {
  return { status: 200, statusText: "OK", header: (name) => headers[name], body: "{}" };
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
