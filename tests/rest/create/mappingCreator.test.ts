import { create, remove } from "../../../provider/lifecycle";
import { InvalidResponseError } from "../../../provider/rest/http";
import { createElsewhere } from "../../support/createElsewhere";
import { failureOf } from "../../support/failureOf";
import { flakyApi, type FlakyApi } from "../../support/flakyApi";

const INPUTS = { displayName: "Admins", description: "", filter: "admins" };
const POST = { method: "POST" };

/** Creates a mapping in virtual time, and checks that the API has exactly the mapping that was returned. */
async function createOne(api: FlakyApi, inputs: typeof INPUTS = INPUTS): Promise<string> {
  const { id, outs } = await api.clock.run(create(api, inputs));
  expect(outs).toMatchObject(inputs);
  return id;
}

/**
 * Waits until 9.5 s by the clock, after the process has learned the server's time. The next POST will fail without effect, and
 * the next list will have only an identical mapping that was created at `created_at`.
 */
async function loseWhereListed(api: FlakyApi, id: string, created_at: string): Promise<void> {
  await createOne(api, { ...INPUTS, displayName: "Others" });
  await api.clock.run(api.clock.sleep(9_500 - api.clock.now()));
  const listed = { id, display_name: "Admins", description: "", filter: "admins", metadata: { created_at } };
  api.emulator.addFault({ on: POST, do: { status: 500 } });
  api.emulator.addFault({
    on: { method: "GET" },
    do: { status: 200, body: { data: [listed], metadata: {} } },
  });
}

const idsIn = (api: FlakyApi) => api.emulator.mappings().map(({ id }) => id);

describe("a POST whose response is lost", () => {
  test("is found in the list if it was carried out, and not sent again", async () => {
    const api = flakyApi();
    api.emulator.addFault({ on: POST, do: "lost answer" });
    const id = await createOne(api);
    expect(idsIn(api)).toEqual([id]);
    expect(api.sent()).toEqual(["POST", "GET group-mappings"]);
  });

  test.each([500, 502, 503, 504, 408])(
    "is sent again after a %i if it was not carried out",
    async (status) => {
      const api = flakyApi();
      api.emulator.addFault({ on: POST, do: { status } });
      const id = await createOne(api);
      expect(idsIn(api)).toEqual([id]);
      expect(api.sent().filter((request) => request === "POST")).toHaveLength(2);
    },
  );

  test("is sent again after two searches if it was not carried out", async () => {
    const api = flakyApi();
    api.emulator.addFault({ on: POST, do: "reset" });
    const id = await createOne(api);
    expect(idsIn(api)).toEqual([id]);
    expect(api.sent()).toEqual([
      "POST",
      "GET group-mappings",
      "GET group-mappings",
      "POST",
      "GET group-mappings",
    ]);
    expect(api.clock.now()).toBeGreaterThanOrEqual(2_000);
    expect(api.warnings).toEqual([]);
  });

  test("is waited for after a timeout if it is still running", async () => {
    const api = flakyApi({}, { requestTimeout: 30_000 });
    // Carried out at once, with a response after the timeout.
    api.emulator.addFault({ on: POST, do: { delayMs: 60_000 } });
    const id = await createOne(api);
    expect(idsIn(api)).toEqual([id]);
    expect(api.sent()).toEqual(["POST", "GET group-mappings"]);
  });

  test("is found even if the API reformats the filter", async () => {
    const api = flakyApi();
    const inputs = { ...INPUTS, filter: '"admins" in groups || "ops" in groups' };
    const rewritten = {
      id: "group-ours",
      display_name: "Admins",
      description: "",
      filter: "('admins' in groups) || 'ops' in groups",
    };
    api.emulator.addFault({ on: POST, do: { status: 500 } });
    api.emulator.addFault({
      on: { method: "GET" },
      do: {
        status: 200,
        body: { data: [{ ...rewritten, metadata: { created_at: "2024-01-01T00:00:01Z" } }], metadata: {} },
      },
    });
    await expect(api.clock.run(create(api, inputs))).resolves.toMatchObject({ id: "group-ours" });
    expect(api.sent()).toEqual(["POST", "GET group-mappings"]);
  });

  test("is not confused with an identical mapping that existed before", async () => {
    const api = flakyApi();
    const before = await createOne(api);
    await api.clock.run(api.clock.sleep(10_000));
    api.emulator.addFault({ on: { ...POST, nth: 1 }, do: "reset" });
    const id = await createOne(api);
    expect(id).not.toBe(before);
    expect(idsIn(api)).toEqual([before, id]);
  });

  test("is distinguished from another identical resource: each gets its own mapping", async () => {
    const api = flakyApi();
    api.emulator.addFault({ on: { ...POST, nth: 1 }, do: "lost answer" });
    api.emulator.addFault({ on: { ...POST, nth: 2 }, do: "reset" });
    const [first, second] = await api.clock.run(Promise.all([create(api, INPUTS), create(api, INPUTS)]));
    expect(first.id).not.toBe(second.id);
    expect(idsIn(api).sort()).toEqual([first.id, second.id].sort());
  });

  test("is not confused with an identical mapping that this process created just before", async () => {
    const api = flakyApi();
    const before = await createOne(api);
    api.emulator.addFault({ on: POST, do: "reset" });
    const id = await createOne(api);
    expect(id).not.toBe(before);
    expect(idsIn(api)).toEqual([before, id]);
  });

  test("fails with the original cause and an unknown outcome if the list fails too", async () => {
    const api = flakyApi({}, { maxRetries: 1 });
    api.emulator.addFault({ on: POST, do: "lost answer" });
    api.emulator.addFault({
      on: { method: "GET", times: Infinity },
      do: { status: 500, body: { message: "LIST-REASON" } },
    });
    const failure = api.clock.run(create(api, INPUTS));
    const { message } = await failureOf(failure);
    expect(message).toContain('Cannot create group mapping "Admins"');
    expect(message).toContain("Could not determine whether it was created");
    expect(message).toContain("LIST-REASON");
  });

  test("is found by the second search if the list does not show the mapping immediately", async () => {
    const api = flakyApi();
    api.emulator.addFault({ on: POST, do: "lost answer" });
    api.emulator.addFault({ on: { method: "GET" }, do: { status: 200, body: { data: [], metadata: {} } } });
    const id = await createOne(api);
    expect(idsIn(api)).toEqual([id]);
    expect(api.sent()).toEqual(["POST", "GET group-mappings", "GET group-mappings"]);
  });

  test("fails if an incomplete list leaves the outcome unknown", async () => {
    const api = flakyApi();
    api.emulator.addFault({ on: POST, do: { status: 500 } });
    api.emulator.addFault({ on: { method: "GET", times: Infinity }, do: { status: 403 } });
    const { message } = await failureOf(api.clock.run(create(api, INPUTS)));
    expect(message).toContain("the API answered 500");
    expect(message).toMatch(/Could not determine whether it was created: .*403/);
  });

  test("fails with all ids if the list has several candidates", async () => {
    const api = flakyApi();
    const duplicate = { id: "group-one", display_name: "Admins", description: "", filter: "admins" };
    api.emulator.addFault({ on: POST, do: { status: 500 } });
    api.emulator.addFault({
      on: { method: "GET" },
      do: { status: 200, body: { data: [duplicate, { ...duplicate, id: "group-two" }], metadata: {} } },
    });
    const { message } = await failureOf(api.clock.run(create(api, INPUTS)));
    expect(message).toContain(
      "identical mappings, group-one, group-two. It is unknown whether this request created it",
    );
    expect(message).toContain("adoptId");
    expect(api.sent()).toEqual(["POST", "GET group-mappings"]);
  });

  test("succeeds after a retry even if the list that would show a duplicate fails", async () => {
    const api = flakyApi({}, { maxRetries: 1 });
    api.emulator.addFault({ on: { ...POST, nth: 1 }, do: { status: 500 } });
    api.emulator.addFault({ on: { method: "GET", nth: 3, times: Infinity }, do: { status: 403 } });
    const id = await createOne(api);
    expect(idsIn(api)).toEqual([id]);
    expect(api.warnings).toEqual([]);
  });

  test("warns that an earlier attempt may still succeed if the next one fails permanently", async () => {
    const api = flakyApi();
    api.emulator.addFault({ on: { ...POST, nth: 1 }, do: { status: 504 } });
    api.emulator.addFault({ on: { ...POST, nth: 2 }, do: { status: 402, body: { message: "quota" } } });
    const { message } = await failureOf(api.clock.run(create(api, INPUTS)));
    expect(message).toContain("the API answered 402");
    expect(message).toMatch(
      /Group mappings in the organization now: 0\.\nAn earlier attempt got no response and may still succeed/,
    );
  });

  test("does not warn about an earlier attempt that has ended if the next one fails permanently", async () => {
    const api = flakyApi();
    api.emulator.addFault({ on: { ...POST, nth: 1 }, do: { status: 500 } });
    api.emulator.addFault({ on: { ...POST, nth: 2 }, do: { status: 400, body: { message: "no" } } });
    const { message } = await failureOf(api.clock.run(create(api, INPUTS)));
    expect(message).toContain("the API answered 400");
    expect(message).not.toContain("An earlier attempt");
  });

  test.each([408, 504])(
    "warns that a second mapping may still appear after a timeout, %i",
    async (status) => {
      const api = flakyApi({}, { requestTimeout: 1_000 });
      api.emulator.addFault({ on: { ...POST, nth: 1 }, do: { status } });
      await createOne(api);
      expect(api.warnings).toEqual([
        expect.stringMatching(/^"Admins": created as group-\w+, after an earlier request/),
      ]);
    },
  );

  test("warns that another mapping may appear if it is lost twice and found after the second attempt", async () => {
    const api = flakyApi({}, { requestTimeout: 5_000 });
    const late = { id: "group-late", display_name: "Admins", description: "", filter: "admins" };
    const listed = { ...late, metadata: { created_at: "2024-01-01T00:00:40Z" } };
    api.emulator.addFault({ on: { ...POST, times: 2 }, do: { status: 504 } });
    const GET = { method: "GET" };
    // The first four searches find nothing. Then the API carries out the first request after all.
    api.emulator.addFault({
      on: { ...GET, nth: 5 },
      do: { status: 200, body: { data: [listed], metadata: {} } },
    });
    const { id } = await api.clock.run(create(api, INPUTS));
    expect(id).toBe("group-late");
    expect(api.warnings).toEqual([
      expect.stringMatching(/^"Admins": created as group-late, after an earlier request/),
    ]);
  });

  test("does not warn if it is found after one timeout, because no other request is pending", async () => {
    const api = flakyApi({}, { requestTimeout: 5_000 });
    api.emulator.addFault({ on: POST, do: { delayMs: 60_000 } });
    await createOne(api);
    expect(api.warnings).toEqual([]);
  });

  test("does not warn if it is found after two faults that ended both requests", async () => {
    const api = flakyApi();
    api.emulator.addFault({ on: { ...POST, nth: 1 }, do: { status: 500 } });
    api.emulator.addFault({ on: { ...POST, nth: 2 }, do: "lost answer" });
    const id = await createOne(api);
    expect(idsIn(api)).toEqual([id]);
    expect(api.warnings).toEqual([]);
  });

  test("warns that another mapping may appear if it is found after a second attempt that timed out", async () => {
    const api = flakyApi({}, { requestTimeout: 5_000 });
    api.emulator.addFault({ on: { ...POST, nth: 1 }, do: { status: 500 } });
    api.emulator.addFault({ on: { ...POST, nth: 2 }, do: { delayMs: 60_000 } });
    await createOne(api);
    expect(api.warnings).toEqual([expect.stringMatching(/after an earlier request/)]);
  });

  test.each([
    ["and predicts no others, because one request was lost", 1],
    ["and predicts another, because two requests were lost", 2],
  ])("names both mappings if a duplicate appears during the next attempt, %s", async (_what, lost) => {
    const api = flakyApi({}, { requestTimeout: 5_000 });
    api.emulator.addFault({ on: { ...POST, times: lost }, do: { status: 504 } });
    const duplicate = { id: "group-duplicate", display_name: "Admins", description: "", filter: "admins" };
    const listed = { ...duplicate, metadata: { created_at: "2024-01-01T00:00:30.5Z" } };
    api.emulator.addFault({
      // The first list after the successful attempt: there are four after each lost one.
      on: { method: "GET", nth: 1 + 4 * lost },
      do: { status: 200, body: { data: [listed], metadata: {} } },
    });
    const id = await createOne(api);
    expect(api.warnings).toHaveLength(lost);
    expect(api.warnings[0]).toContain(id);
    expect(api.warnings[0]).toContain("group-duplicate");
    expect(api.warnings[1] ?? "").toMatch(lost === 1 ? /^$/ : /after an earlier request/);
  });

  test.each([
    ["2024-01-01T00:00:09Z", "within the second in which the request began"],
    ["2024-01-01T00:00:09.900Z", "later in that second"],
    ["2024-01-01T00:00:09.900z", "later in that second, by a small letter"],
    ["2024-01-01T01:00:09.900+01:00", "later in that second, by another zone"],
    ["2023-12-31T18:30:09.900-0530", "later in that second, by another zone without a colon"],
  ])("is found if the mapping was created at %s, %s", async (created_at) => {
    const api = flakyApi();
    await loseWhereListed(api, "group-ours", created_at);
    await expect(api.clock.run(create(api, INPUTS))).resolves.toMatchObject({ id: "group-ours" });
  });

  test.each([
    ["2024-01-01T00:00:05Z", "by a clock that is behind the one that dates the responses"],
    ["2024-01-01T00:00:09.4Z", "a tenth of a second before the request began"],
    ["2024-01-01T00:00:03Z", "long before, by another writer, after this process had read the list"],
  ])("fails without a duplicate if the identical mapping was created at %s, %s", async (created_at) => {
    const api = flakyApi();
    await loseWhereListed(api, "group-ours", created_at);
    const { message } = await failureOf(api.clock.run(create(api, INPUTS)));
    expect(message).toContain("has an identical mapping, group-ours. It is unknown whether");
    expect(api.sent().filter((request) => request === "POST")).toHaveLength(2);
  });

  test("stops at the deadline, even if more attempts are allowed", async () => {
    const api = flakyApi({}, { deadline: 10_000, maxRetries: 100 });
    api.emulator.addFault({ on: { ...POST, times: Infinity }, do: { status: 500 } });
    const { message } = await failureOf(api.clock.run(create(api, INPUTS)));
    expect(message).toMatch(/Tried [4-8] times in 1\d s; request ids .+\. After each attempt, the list/);
  });

  test.each(["", "0001-01-01T00:00:00Z"])(
    "is found even if its deleted_at is %j, which does not mean deleted",
    async (deletedAt) => {
      const api = flakyApi();
      api.emulator.addFault({ on: POST, do: "lost answer" });
      const list = api.mappings.reads.fresh.bind(api.mappings.reads);
      jest.spyOn(api.mappings.reads, "fresh").mockImplementation(async () => ({
        mappings: (await list()).mappings.map((mapping) => ({
          ...mapping,
          metadata: { ...mapping.metadata, deleted_at: deletedAt },
        })),
        oddItems: [],
      }));
      const id = await createOne(api);
      expect(idsIn(api)).toEqual([id]);
    },
  );

  test("reports the number of attempts and their duration if all are lost", async () => {
    const api = flakyApi({}, { maxRetries: 2 });
    api.emulator.addFault({ on: { ...POST, times: Infinity }, do: "reset" });
    const { message } = await failureOf(api.clock.run(create(api, INPUTS)));
    expect(message).toContain(
      "Tried 3 times in 6 s. After each attempt, the list of group mappings did not contain it.",
    );
    expect(api.emulator.mappings()).toEqual([]);
  });

  test("reports the request ids of all responses if all attempts fail", async () => {
    const api = flakyApi({}, { maxRetries: 2 });
    const answers = [
      { status: 500, headers: { "x-request-id": "one" } },
      { status: 200, headers: { "x-request-id": "two", "content-type": "text/html" }, body: "<html>" },
      { status: 502, headers: { "x-request-id": "three" } },
    ];
    answers.forEach((answer, index) => {
      api.emulator.addFault({ on: { ...POST, nth: index + 1 }, do: answer });
    });
    const { message } = await failureOf(api.clock.run(create(api, INPUTS)));
    expect(message).toContain("the API answered 502 (request id three)");
    expect(message).toContain(
      "Tried 3 times in 6 s; request ids one, two, three. After each attempt, the list",
    );
  });

  test("reports the search if no retry is allowed", async () => {
    const api = flakyApi({}, { maxRetries: 0 });
    api.emulator.addFault({ on: POST, do: { status: 500 } });
    const { message } = await failureOf(api.clock.run(create(api, INPUTS)));
    expect(message).toMatch(/\nAfterward, the list of group mappings did not contain it\.$/);
    expect(message).not.toContain("Tried");
  });

  test("warns that an earlier attempt may still succeed if all fail and one timed out", async () => {
    const api = flakyApi({}, { maxRetries: 1 });
    api.emulator.addFault({ on: { ...POST, nth: 1 }, do: { status: 504 } });
    api.emulator.addFault({ on: { ...POST, nth: 2 }, do: { status: 502 } });
    const { message } = await failureOf(api.clock.run(create(api, INPUTS)));
    expect(message).toContain("Tried 2 times");
    expect(message).toContain("An earlier attempt got no response and may still succeed");
  });

  test("is searched for if a success response cannot be read", async () => {
    const api = flakyApi();
    api.emulator.addFault({
      on: POST,
      do: { status: 200, headers: { "content-type": "text/html" }, body: "<html>" },
    });
    const id = await createOne(api);
    expect(idsIn(api)).toEqual([id]);
  });
});

test("the second of two identical mappings is created even if the first one fails", async () => {
  const api = flakyApi();
  api.emulator.addFault({ on: POST, do: { status: 400, body: { message: "no" } } });
  const refused = failureOf(create(api, INPUTS));
  const created = create(api, INPUTS);
  const [{ message }, { id }] = await api.clock.run(Promise.all([refused, created]));
  expect(message).toContain("the API answered 400");
  expect(idsIn(api)).toEqual([id]);
});

test("a conflict with a mapping explains how to adopt it", async () => {
  const api = flakyApi();
  const location = "https://api.confluent.cloud/iam/v2/sso/group-mappings/group-b";
  api.emulator.addFault({
    on: POST,
    do: { status: 409, headers: { location }, body: { message: "exists" } },
  });
  const { message } = await failureOf(api.clock.run(create(api, INPUTS)));
  expect(message).toContain(`It conflicts with group-b (${location}).`);
  expect(message).toContain('adoptId: "group-b"');
});

describe("an endpoint that does not respond", () => {
  const GONE = { on: { times: Infinity }, do: "reset" } as const;

  test("fails the first request after all retries, and the following ones after one attempt, until it responds", async () => {
    const api = flakyApi({}, { maxRetries: 3 });
    api.emulator.addFault(GONE);
    await failureOf(api.clock.run(api.mappings.get("group-a")));
    expect(api.sent()).toHaveLength(4);
    await failureOf(api.clock.run(api.mappings.get("group-a")));
    await failureOf(api.clock.run(api.mappings.get("group-b")));
    expect(api.sent()).toHaveLength(6);
    await api.emulator.reset();
    const id = await createOne(api);
    await api.clock.run(api.mappings.get(id));
    api.emulator.addFault(GONE);
    await failureOf(api.clock.run(api.mappings.get(id)));
    expect(api.sent().slice(2)).toHaveLength(4);
  });

  test("allows all retries to each request if one attempt in between got a response", async () => {
    const api = flakyApi({}, { maxRetries: 3 });
    api.emulator.addFault({ on: { nth: 1 }, do: { status: 500 } });
    api.emulator.addFault({ on: { nth: 2, times: Infinity }, do: "reset" });
    await failureOf(api.clock.run(api.mappings.get("group-a")));
    await failureOf(api.clock.run(api.mappings.get("group-a")));
    expect(api.sent()).toHaveLength(8);
  });
});

test("an exceeded quota reports the number of mappings, without those that are being deleted", async () => {
  const api = flakyApi();
  const one = { id: "group-one", display_name: "One", filter: "one" };
  const going = { ...one, id: "group-two", metadata: { deleted_at: "2024-01-01T00:00:00Z" } };
  api.emulator.addFault({ on: POST, do: { status: 402, body: { message: "quota" } } });
  api.emulator.addFault({
    on: { method: "GET" },
    do: { status: 200, body: { data: [one, { ...one, id: "group-three" }, going], metadata: {} } },
  });
  const { message } = await failureOf(api.clock.run(create(api, INPUTS)));
  expect(message).toMatch(/Group mappings in the organization now: 2\.$/);
});

test("any other error does not count the mappings", async () => {
  const api = flakyApi();
  api.emulator.addFault({ on: POST, do: { status: 400, body: { message: "bad" } } });
  const { message } = await failureOf(api.clock.run(create(api, INPUTS)));
  expect(message).not.toContain("in the organization now");
  expect(api.sent()).toEqual(["POST"]);
});

test("an exceeded quota is reported even if the mappings cannot be counted", async () => {
  const api = flakyApi();
  api.emulator.addFault({ on: POST, do: { status: 402, body: { message: "quota" } } });
  api.emulator.addFault({ on: { method: "GET", times: Infinity }, do: { status: 403 } });
  const { message } = await failureOf(api.clock.run(create(api, INPUTS)));
  expect(message).toContain("iam.max_group_mappings.per_org");
  expect(message).not.toContain("Group mappings in the organization now");
});

describe("a request that is throttled or fails temporarily", () => {
  test("is sent again after each 429 when the API allows it, and does not fail", async () => {
    const api = flakyApi();
    api.emulator.addFault({
      on: { ...POST, times: 3 },
      do: { status: 429, headers: { "retry-after": "7" } },
    });
    const all = Array.from({ length: 5 }, (_, n) => create(api, { ...INPUTS, displayName: `M${n}` }));
    await api.clock.run(Promise.all(all));
    expect(api.emulator.mappings()).toHaveLength(5);
    expect(api.sent()).toHaveLength(8);
    expect(api.statusLines[0]).toBe("Waiting 8 s for the API's rate limit");
  });

  test("is limited only by the deadline after repeated 429s, unless the user sets the number of retries", async () => {
    const api = flakyApi({}, { deadline: 300_000 });
    const impatient = flakyApi({}, { maxRetries: 2, maxUnavailableRetries: 2 });
    for (const { emulator } of [api, impatient]) {
      emulator.addFault({ on: { times: Infinity }, do: { status: 429 } });
    }
    const { message } = await failureOf(api.clock.run(create(api, INPUTS)));
    expect(message).toMatch(/the API answered 429[^]*Tried \d\d times in 2[5-9]\d s/);
    const { message: soon } = await failureOf(impatient.clock.run(create(impatient, INPUTS)));
    expect(soon).toMatch(/the API answered 429[^]*Tried 3 times in \d s/);
    expect(impatient.sent()).toEqual(["POST", "POST", "POST"]);
  });

  test.each([
    { status: 429 },
    { status: 429, headers: { "retry-after": "20" } },
    { status: 503, headers: { "retry-after": "20" } },
  ])("fails together with all queued requests at the deadline if every response is %j", async (refusal) => {
    const api = flakyApi({}, { deadline: 300_000 });
    api.emulator.addFault({ on: { times: Infinity }, do: refusal });
    const failures = Array.from({ length: 20 }, (_, n) =>
      failureOf(create(api, { ...INPUTS, displayName: `M${n}` })),
    );
    const messages = (await api.clock.run(Promise.all(failures))).map(({ message }) => message);
    expect(api.clock.now()).toBeLessThan(310_000);
    expect(messages[0]).toContain(`Cannot create group mapping "M0": the API answered ${refusal.status} `);
    expect(messages[19]).toBe(
      'Cannot create group mapping "M19": the API has rate-limited every request for 300 s, so this ' +
        "request was not sent. Run the command again later.",
    );
    await api.emulator.reset();
    await createOne(api);
    expect(api.emulator.mappings()).toHaveLength(1);
  });

  test("has its full time if it starts late and every response is 429", async () => {
    const api = flakyApi({}, { deadline: 300_000 });
    api.emulator.addFault({ on: { times: Infinity }, do: { status: 429 } });
    const first = failureOf(api.clock.run(create(api, INPUTS)));
    const second = api.clock.sleep(200_000).then(() => create(api, { ...INPUTS, displayName: "Others" }));
    const { message } = await first;
    expect(message).toContain("the API answered 429");
    expect(api.clock.now()).toBeLessThan(310_000);
    await api.emulator.reset();
    await expect(api.clock.run(second)).resolves.toMatchObject({ outs: { displayName: "Others" } });
  });

  test.each([502, 503, 500])("waits for the Retry-After of a %i", async (status) => {
    const api = flakyApi();
    const id = await createOne(api);
    const begun = api.clock.now();
    api.emulator.addFault({
      on: { method: "GET", times: 2 },
      do: { status, headers: { "retry-after": "20" } },
    });
    await api.clock.run(api.mappings.get(id));
    expect(api.clock.now() - begun).toBeGreaterThanOrEqual(40_000);
  });

  test("retries a GET after 503, and reports attempts, duration, and request ids if it fails in the end", async () => {
    const api = flakyApi({}, { maxRetries: 3 });
    const id = await createOne(api);
    api.emulator.addFault({ on: { method: "GET", times: 2 }, do: { status: 503 } });
    await expect(api.clock.run(api.mappings.get(id))).resolves.toMatchObject({ id });
    api.emulator.addFault({
      on: { method: "GET", times: Infinity },
      do: { status: 503, headers: { "x-request-id": "r" } },
    });
    const { message } = await failureOf(api.clock.run(api.mappings.get(id)));
    expect(message).toMatch(/the API answered 503[^]*Tried 4 times in \d+ s; request ids r, r, r, r\./);
  });

  test("is never retried after 501", async () => {
    const api = flakyApi();
    api.emulator.addFault({ on: { times: Infinity }, do: { status: 501 } });
    await failureOf(api.clock.run(api.mappings.get("group-a")));
    expect(api.sent()).toHaveLength(1);
  });

  test("fails if the API asks for a longer wait than allowed, and names the wait and the response", async () => {
    const api = flakyApi({}, { maxWait: 60_000 });
    const refusal = (id: string, seconds: number) => ({
      status: 429,
      headers: { "retry-after": String(seconds), "x-request-id": id },
    });
    api.emulator.addFault({ on: { ...POST, nth: 1 }, do: refusal("one", 4) });
    api.emulator.addFault({ on: { ...POST, nth: 2 }, do: refusal("two", 3_000) });
    const first = failureOf(create(api, INPUTS));
    const second = failureOf(create(api, { ...INPUTS, displayName: "Others" }));
    const [mine, other] = await api.clock.run(Promise.all([first, second]));
    expect(mine.message).toMatch(
      /rate limit asks to wait 300\d s, but the maximum wait is 60 s \(429, request id two\)\. Run/,
    );
    expect(mine.message).toMatch(/\nTried 2 times in 4 s; request ids one, two\.$/);
    expect(other.message).toMatch(
      /"Others": the API's rate limit asks to wait 300\d s, but the maximum wait is 60 s\. Run/,
    );
    expect(other.message).not.toContain("Tried");
  });

  test("does not blame its own last response if another request exceeded the maximum wait", async () => {
    const api = flakyApi({}, { maxWait: 60_000 });
    const id = await createOne(api);
    api.emulator.addFault({ on: { method: "GET" }, do: { status: 502 } });
    api.emulator.addFault({
      on: { method: "DELETE" },
      do: { status: 429, headers: { "retry-after": "3000" } },
    });
    const read = failureOf(api.mappings.get(id));
    const removed = failureOf(api.mappings.delete(id));
    const [{ message }] = await api.clock.run(Promise.all([read, removed]));
    expect(message).toMatch(/Cannot read .* asks to wait \d+ s, but the maximum wait is 60 s\. Run/);
  });

  test("repeats a DELETE whose response is lost, and finds it done", async () => {
    const api = flakyApi();
    const { id, outs } = await api.clock.run(create(api, INPUTS));
    await api.clock.run(create(api, { ...INPUTS, displayName: "Others" }));
    api.emulator.addFault({ on: { method: "DELETE" }, do: "lost answer" });
    await api.clock.run(remove(api, id, { ...outs }));
    expect(idsIn(api)).not.toContain(id);
    expect(api.sent().slice(-3)).toEqual([`DELETE ${id}`, `DELETE ${id}`, "GET group-mappings"]);
    expect(api.warnings).toEqual([]);
  });
});

describe("a POST whose response is about another mapping", () => {
  const foreign = (api: FlakyApi) => ({ status: 201, body: api.emulator.mappings()[0] });
  const posts = (api: FlakyApi) => api.sent().filter((request) => request === "POST");

  test("is searched for and sent again, without adopting the other mapping", async () => {
    const api = flakyApi();
    const others = await createOne(api, { ...INPUTS, displayName: "Others" });
    api.emulator.addFault({ on: POST, do: foreign(api) });
    const id = await createOne(api);
    expect(id).not.toBe(others);
    expect(idsIn(api)).toEqual([others, id]);
    expect(posts(api)).toHaveLength(3);
  });

  test("is not sent again if the list shows the created mapping", async () => {
    const api = flakyApi();
    const others = await createOne(api, { ...INPUTS, displayName: "Others" });
    const [, ours] = [others, await createElsewhereWhileLost(api)];
    expect(idsIn(api)).toEqual([others, ours]);
    expect(posts(api)).toHaveLength(2);
  });

  test("is not sent again if the content differs, because the API may have normalized it", async () => {
    const api = flakyApi();
    const other = { id: "group-other", display_name: "Guests", filter: "guests" };
    api.emulator.addFault({ on: POST, do: { status: 201, body: { ...other, state: 3 } } });
    const { message } = await failureOf(api.clock.run(create(api, INPUTS)));
    expect(message).toContain("it is about another mapping, group-other");
    expect(message).toContain("Look for it before the next `pulumi up`");
    expect(posts(api)).toHaveLength(1);
  });

  test("is not matched with a mapping that another POST of this process created", async () => {
    const api = flakyApi();
    const first = createElsewhere(api, INPUTS);
    const mixedUp = { status: 201, body: { id: await first } };
    api.emulator.addFault({ on: { ...POST, times: 2 }, do: mixedUp });
    const results = await api.clock.run(
      Promise.all([create(api, { ...INPUTS, displayName: "Mixed up" }), create(api, INPUTS)]),
    );
    expect(new Set(results.map(({ id }) => id)).size).toBe(2);
  });

  test("does not adopt a managed mapping, even if only diff has seen it", async () => {
    const api = flakyApi();
    const managed = { ...INPUTS, displayName: "Managed", filter: "admins" };
    api.adoptions.stash(managed, undefined);
    api.adoptions.take(managed, "group-managed");
    api.emulator.addFault({ on: POST, do: { status: 201, body: { id: "group-managed" } } });
    const id = await createOne(api);
    expect(idsIn(api)).toEqual([id]);
  });

  test.each(["..", "group a", "\ud800"])(
    "is sent again if the response has the malformed id %j",
    async (id) => {
      const api = flakyApi();
      api.emulator.addFault({ on: POST, do: { status: 201, body: { id } } });
      const created = await createOne(api);
      expect(idsIn(api)).toEqual([created]);
      expect(posts(api)).toHaveLength(2);
    },
  );

  test("fails with the id of the other mapping after all attempts, and nothing is created", async () => {
    const api = flakyApi({}, { maxRetries: 2 });
    const others = await createOne(api, { ...INPUTS, displayName: "Others" });
    api.emulator.addFault({ on: { ...POST, times: Infinity }, do: foreign(api) });
    const { message } = await failureOf(api.clock.run(create(api, INPUTS)));
    expect(message).toContain(`it is about ${others}, a mapping that existed before this request`);
    expect(idsIn(api)).toEqual([others]);
  });

  /** Carries out the POST, but a gateway returns the response to an earlier one. */
  async function createElsewhereWhileLost(api: FlakyApi): Promise<string> {
    const before = api.emulator.mappings()[0];
    jest.spyOn(api.mappings, "create").mockImplementationOnce(async () => {
      await createElsewhere(api, INPUTS);
      throw new InvalidResponseError({ verb: "create" }, `it is about ${before?.id ?? ""}`);
    });
    return createOne(api);
  }
});
