import { create, remove, update } from "../../../provider/lifecycle";
import { DuplicateError } from "../../../provider/rest/create";
import { resolveDuplicates, type SourceKind } from "../../../provider/config";
import { ConfigurationError } from "../../../provider/errors";
import { failureIn, failureOf } from "../../support/failureOf";
import { flakyApi, type FlakyApi } from "../../support/flakyApi";
import { createElsewhere } from "../../support/createElsewhere";
import { withTimeout } from "../../support/timeouts";
import { explicitProvider, sourcesFrom } from "../../support/sources";

const INPUTS = { displayName: "Admins", description: "", filter: "admins" };
const LIST = "GET group-mappings";

/** An API that already has the mapping in `INPUTS` and one more, from an earlier run; and the ids of both. */
async function usedApi(source: SourceKind = "environment"): Promise<{
  api: FlakyApi;
  duplicate: string;
  other: string;
  sent: () => string[];
}> {
  const api = flakyApi({}, {}, { duplicates: { policy: "refuse", source } });
  const [duplicate, other] = await Promise.all(
    [INPUTS, { ...INPUTS, displayName: "Others" }].map((inputs) => createElsewhere(api, inputs)),
  );
  const before = api.sent().length;
  return { api, duplicate: duplicate ?? "", other: other ?? "", sent: () => api.sent().slice(before) };
}

test("the timeout of a creation ends its own wait for the list, and not that of another creation", async () => {
  const { api, sent } = await usedApi();
  const throttled = { status: 429, headers: { "retry-after": "60" }, body: {} };
  api.emulator.addFault({ on: { method: "GET" }, do: throttled });
  const createNew = (displayName: string) => create(api, { ...INPUTS, displayName });
  const endsAt: number[] = [];
  const [short, other] = await api.clock.run(
    Promise.allSettled(
      [withTimeout(api.clock, 1_000, () => createNew("Short")), createNew("Other")].map((created) =>
        created.finally(() => endsAt.push(api.clock.now())),
      ),
    ),
  );
  expect(short).toMatchObject({
    reason: {
      message: expect.stringMatching(
        /Cannot create.* could not be read\. Nothing was created\.\n.*customTimeouts/,
      ) as string,
    },
  });
  expect(other).toMatchObject({ value: { outs: { displayName: "Other" } } });
  expect(endsAt[0]).toBeLessThan(2_000);
  expect(endsAt[1]).toBeGreaterThan(60_000);
  expect(sent()).toEqual([LIST, LIST, "POST"]);
});

describe("a mapping whose duplicate already exists", () => {
  test("is refused with the id and all remedies, after a single list request", async () => {
    const { api, duplicate, sent } = await usedApi();
    const error = await failureOf(api.clock.run(create(api, INPUTS)));
    expect(error).toBeInstanceOf(DuplicateError);
    expect(error.message).toContain(
      `Cannot create group mapping "Admins": the organization already has an identical mapping, ${duplicate} (created 2024-01-01T00:00:00.000Z)`,
    );
    expect(error.message).toContain(`adoptId: "${duplicate}"`);
    expect(error.message).toContain("aliases");
    expect(error.message).toContain("CONFLUENT_SSO_DUPLICATES=allow");
    expect(sent()).toEqual([LIST]);
  });

  test("is refused even if the filters differ only in formatting", async () => {
    const { api, sent } = await usedApi();
    const existing = { ...INPUTS, displayName: "Spaced", filter: '"a" in groups&&"b" in groups' };
    const duplicate = await createElsewhere(api, existing);
    const { message } = await failureOf(
      api.clock.run(create(api, { ...existing, filter: '"a" in groups && "b" in groups' })),
    );
    expect(message).toContain(duplicate);
    expect(sent().filter((request) => request === "POST")).toHaveLength(1);
  });

  test.each([{ displayName: "admins" }, { description: " " }, { filter: "Admins" }])(
    "is not a duplicate if %j differs",
    async (difference) => {
      const { api, sent } = await usedApi();
      await api.clock.run(create(api, { ...INPUTS, ...difference }));
      expect(sent()).toEqual([LIST, "POST"]);
    },
  );

  test("is created if this process created the other one: two resources may be identical", async () => {
    const { api, sent } = await usedApi();
    const same = { ...INPUTS, filter: "same" };
    const [one, two] = await api.clock.run(Promise.all([create(api, same), create(api, same)]));
    expect(one.id).not.toBe(two.id);
    expect(sent()).toEqual([LIST, "POST", "POST"]);
  });

  test("is refused with the ids of all duplicates", async () => {
    const { api, duplicate } = await usedApi();
    const second = await createElsewhere(api, INPUTS);
    const { message } = await failureOf(api.clock.run(create(api, INPUTS)));
    expect(message).toContain("already has identical mappings");
    expect(message).toContain(`adoptId: "${duplicate}" (or ${second})`);
  });

  test.each<[string, (api: FlakyApi, id: string) => Promise<unknown>]>([
    ["deleted", (api, id) => remove(api, id, INPUTS)],
    ["changed", (api, id) => update(api, id, INPUTS, { ...INPUTS, filter: "changed" })],
  ])("is created after this run has %s the other one", async (_what, end) => {
    const { api, duplicate, other } = await usedApi();
    await failureOf(api.clock.run(create(api, INPUTS)));
    await api.clock.run(end(api, duplicate));
    const { id } = await api.clock.run(create(api, INPUTS));
    expect([duplicate, other]).not.toContain(id);
  });

  test.each(["with its response", "with a lost response"])(
    "is created in addition to one that replaced a deleted mapping in this run (%s)",
    async (what) => {
      const { api, duplicate } = await usedApi();
      await failureOf(api.clock.run(create(api, INPUTS)));
      await api.clock.run(remove(api, duplicate, INPUTS));
      if (what === "with a lost response") {
        api.emulator.addFault({ on: { method: "POST" }, do: "lost answer" });
      }
      const first = await api.clock.run(create(api, INPUTS));
      const second = await api.clock.run(create(api, INPUTS));
      expect(new Set([duplicate, first.id, second.id]).size).toBe(3);
    },
  );
});

describe("a mapping whose duplicate already exists, if duplicates are allowed", () => {
  async function allowingApi() {
    const api = flakyApi({}, {}, { duplicates: { policy: "allow", source: "environment" } });
    return { api, other: await createElsewhere(api, INPUTS) };
  }

  test("is created after one list", async () => {
    const { api, other } = await allowingApi();
    const { id } = await api.clock.run(create(api, INPUTS));
    expect(id).not.toBe(other);
    expect(api.sent()).toEqual(["POST", LIST, "POST"]);
  });

  test("is never confused with a mapping of another process that was created in the same second", async () => {
    const { api, other } = await allowingApi();
    api.emulator.addFault({ on: { method: "POST" }, do: { status: 502 } });
    const { id } = await api.clock.run(create(api, INPUTS));
    expect(id).not.toBe(other);
    expect(api.emulator.mappings()).toHaveLength(2);
  });
});

describe("the list before the first POST", () => {
  test("is read once for any number of mappings", async () => {
    const { api, sent } = await usedApi();
    const all = Array.from({ length: 20 }, (_, n) => create(api, { ...INPUTS, displayName: `M${n}` }));
    await api.clock.run(Promise.all(all));
    expect(sent()).toEqual([LIST, ...Array<string>(20).fill("POST")]);
  });

  test("is not read if a refresh in this run has read the complete list", async () => {
    const { api, duplicate, other, sent } = await usedApi();
    await api.clock.run(Promise.all([duplicate, other].map((id) => api.mappings.reads.get(id))));
    await api.clock.run(create(api, { ...INPUTS, displayName: "New" }));
    expect(sent()).toEqual([LIST, "POST"]);
  });

  test("fails the first mapping if it cannot be read, and is read again for the next one", async () => {
    const { api, sent } = await usedApi();
    api.emulator.addFault({
      on: { method: "GET" },
      do: { status: 403, body: { message: "IP-FILTER" } },
    });
    const wish = { ...INPUTS, displayName: "New" };
    const { message } = await failureOf(api.clock.run(create(api, wish)));
    expect(message).toMatch(
      /^Cannot create group mapping "New": the list of group mappings, which is read first/,
    );
    expect(message).toContain("IP-FILTER");
    expect(message).toContain("Nothing was created");
    await api.clock.run(create(api, wish));
    expect(sent()).toEqual([LIST, LIST, "POST"]);
  });
});

describe("a mapping whose POST response is lost, if duplicates are refused", () => {
  const POST = { method: "POST" };

  test("is recognized as new even if the API does not report the time", async () => {
    const { api } = await usedApi();
    const list = api.mappings.reads.fresh.bind(api.mappings.reads);
    jest.spyOn(api.mappings.reads, "fresh").mockImplementation(async () => ({
      mappings: (await list()).mappings.map((mapping) => ({ ...mapping, metadata: {} })),
      oddItems: [],
    }));
    api.emulator.addFault({ on: POST, do: "lost answer" });
    const { id } = await api.clock.run(create(api, { ...INPUTS, displayName: "New" }));
    expect(api.emulator.mappings().map((mapping) => mapping.id)).toContain(id);
    expect(api.emulator.mappings()).toHaveLength(3);
  });

  test("is not sent again if somebody else has created an identical mapping", async () => {
    const { api } = await usedApi();
    const wish = { ...INPUTS, displayName: "New" };
    await api.clock.run(create(api, { ...INPUTS, displayName: "First" }));
    const others = await createElsewhere(api, wish);
    // By the server's clock it is older than the request.
    await api.clock.run(api.clock.sleep(60_000));
    api.emulator.addFault({ on: POST, do: "reset" });
    const { message } = await failureOf(api.clock.run(create(api, wish)));
    expect(message).toContain(others);
    expect(message).toContain(`adoptId: "${others}"`);
    expect(api.emulator.mappings().filter(({ display_name }) => display_name === "New")).toHaveLength(1);
  });
});

describe("the setting duplicates", () => {
  test.each<[string, Parameters<typeof sourcesFrom>[0], unknown]>([
    ["nothing", {}, { policy: "refuse", source: "environment" }],
    [
      "the environment",
      { environment: { CONFLUENT_SSO_DUPLICATES: "allow" } },
      { policy: "allow", source: "environment" },
    ],
    [
      "the stack",
      { stack: { "confluent-sso:duplicates": "refuse" } },
      { policy: "refuse", source: "stack configuration" },
    ],
    ["pulumi-nodejs:", { host: { duplicates: "allow" } }, { policy: "allow", source: "pulumi-nodejs" }],
    [
      "a Provider without it",
      { stack: explicitProvider({}) },
      { policy: "refuse", source: "explicit provider" },
    ],
  ])("is read from %s", (_what, given, expected) => {
    expect(resolveDuplicates(sourcesFrom(given))).toEqual(expected);
  });

  test("is an error that names its source if it is neither refuse nor allow", () => {
    const error = failureIn(() =>
      resolveDuplicates(sourcesFrom({ stack: { "confluent-sso:duplicates": "yes" } })),
    );
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error.message).toContain(
      'the stack configuration confluent-sso:duplicates is "yes"; it must be refuse or allow',
    );
  });

  test.each<[SourceKind, string]>([
    ["explicit provider", 'give its Provider duplicates: "allow"'],
    ["pulumi-nodejs", "pulumi config set pulumi-nodejs:duplicates allow"],
    ["stack configuration", "pulumi config set confluent-sso:duplicates allow"],
    ["environment", "the environment variable CONFLUENT_SSO_DUPLICATES=allow"],
  ])("is named in the error for the source that applies: %s", async (source, way) => {
    const { api } = await usedApi(source);
    const { message } = await failureOf(api.clock.run(create(api, INPUTS)));
    expect(message).toContain(way);
  });
});

test("a mapping without a creation time or description in the list counts as a duplicate", async () => {
  const duplicate = { id: "group-bare", display_name: INPUTS.displayName, filter: INPUTS.filter };
  const api = flakyApi({}, {}, { duplicates: { policy: "refuse", source: "environment" } });
  api.emulator.addFault({
    on: { method: "GET", times: 2 },
    do: { status: 200, body: { data: [duplicate], metadata: {} } },
  });
  const { message } = await failureOf(api.clock.run(create(api, INPUTS)));
  expect(message).toContain("an identical mapping, group-bare, which this run did not create");
});

describe("a new mapping, if an item of the list violates the contract", () => {
  /** From now on, every list has the items before the mappings that exist. */
  function listWith(api: FlakyApi, items: readonly unknown[], from = 1): void {
    const list = { method: "GET", path: "/iam/v2/sso/group-mappings" };
    api.emulator.addFault({
      on: { ...list, nth: from, times: Infinity },
      do: { status: 200, body: { data: [...items, ...api.emulator.mappings()], metadata: {} } },
    });
  }

  const WISH = { ...INPUTS, displayName: "New" };
  const odd = { id: "group-odd", display_name: "New", description: "", filter: "admins" };
  const UNREADABLE: [string, unknown, string][] = [
    ["null", null, "data[0] is null"],
    ["an item without an id", { ...odd, id: undefined }, "data[0].id is missing"],
    ["an item with a filter that is an object", { ...odd, filter: {} }, "data[0].filter is of type object"],
    ["an item without a filter", { ...odd, filter: undefined }, "group-odd has no filter"],
    [
      "an item with a display name that is a number",
      { ...odd, display_name: 7 },
      "data[0].display_name is of type",
    ],
    [
      "an item with a description that is a list",
      { ...odd, description: [] },
      "data[0].description is a list",
    ],
  ];

  test.each(UNREADABLE)("is created despite %s, with one warning per run", async (_what, item, problem) => {
    const { api, sent } = await usedApi();
    listWith(api, [item]);
    await api.clock.run(create(api, WISH));
    await api.clock.run(create(api, { ...WISH, displayName: "Newer" }));
    expect(sent()).toEqual([LIST, "POST", "POST"]);
    expect(new Set(api.warnings).size).toBe(1);
    expect(api.warnings[0]).toContain(
      `The list of group mappings has an item that cannot be read (${problem}`,
    );
  });

  test.each<[string, unknown]>([
    ["a state", { ...odd, display_name: "Others", state: 3 }],
    ["a principal", { ...odd, display_name: "Others", principal: {} }],
    ["metadata", { ...odd, display_name: "Others", metadata: "x" }],
    [
      "a filter, but is being deleted,",
      { ...odd, filter: {}, metadata: { deleted_at: "2024-01-01T00:00:00Z" } },
    ],
  ])("is created without a warning if an item has %s, which does not matter", async (_what, item) => {
    const { api, sent } = await usedApi();
    listWith(api, [item]);
    await api.clock.run(create(api, WISH));
    expect(sent()).toEqual([LIST, "POST"]);
    expect(api.warnings).toEqual([]);
  });

  test("is refused if an item with an odd state is identical", async () => {
    const { api } = await usedApi();
    listWith(api, [{ ...odd, state: 3 }]);
    const { message } = await failureOf(api.clock.run(create(api, WISH)));
    expect(message).toContain("already has an identical mapping, group-odd");
  });

  test.each(UNREADABLE)(
    "is sent again after a lost response if %s was already in the list",
    async (_what, item) => {
      const { api } = await usedApi();
      listWith(api, [item]);
      api.emulator.addFault({ on: { method: "POST" }, do: "reset" });
      await api.clock.run(create(api, WISH));
      expect(api.emulator.mappings()).toHaveLength(3);
    },
  );

  test.each(UNREADABLE)(
    "is not sent again after a lost response if %s is new in the list, because it may be the mapping",
    async (_what, item, problem) => {
      const { api, sent } = await usedApi();
      listWith(api, [item], 2);
      api.emulator.addFault({ on: { method: "POST" }, do: "reset" });
      const { message } = await failureOf(api.clock.run(create(api, WISH)));
      expect(sent()).toEqual([LIST, "POST", LIST, LIST]);
      expect(message).toContain('Cannot create group mapping "New"');
      expect(message).toContain(problem);
      expect(message).toContain("Look for the mapping, by its display name, before the next `pulumi up`");
    },
  );
});

test("a list that is shorter than its total_size does not lead to a new mapping", async () => {
  const { api, sent } = await usedApi();
  api.emulator.addFault({
    on: { method: "GET", times: Infinity },
    do: { status: 200, body: { data: [], metadata: { total_size: 251 } } },
  });
  const { message } = await failureOf(api.clock.run(create(api, INPUTS)));
  expect(message).toContain("the list ended after 0 of 251 items");
  expect(message).toContain("Nothing was created.");
  expect(sent()).toEqual([LIST, LIST, LIST]);
});
