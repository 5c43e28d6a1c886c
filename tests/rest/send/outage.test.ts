import { create, read, remove, update } from "../../../provider/lifecycle";
import { failureOf } from "../../support/failureOf";
import { flakyApi, type FlakyApi } from "../../support/flakyApi";
import { DEFAULT_LIMITS } from "../../support/settings";

const INPUTS = { displayName: "Admins", description: "", filter: "admins" };
const DEADLINE = DEFAULT_LIMITS.deadline;
const CHECKED = { duplicates: { policy: "refuse", source: "environment" } } as const;

/** Creates mappings as the engine does, a few at a time, and returns their outcomes. */
async function createMany(api: FlakyApi, count: number, parallel = 8): Promise<string[]> {
  const names = Array.from({ length: count }, (_, n) => `M${n}`);
  const ended: string[] = [];
  const worker = async () => {
    for (let name = names.shift(); name !== undefined; name = names.shift()) {
      const work = create(api, { ...INPUTS, displayName: name });
      ended.push(await work.then(() => "created").catch((error: unknown) => (error as Error).message));
    }
  };
  await api.clock.run(Promise.all(Array.from({ length: parallel }, worker)));
  return ended;
}

describe.each([502, 503, 504, 520, 529])("an outage of two minutes with %i and no Retry-After", (status) => {
  test.each<[string, (api: FlakyApi, id: string) => Promise<unknown>]>([
    ["read", (api, id) => read(api, id, {})],
    ["create", (api) => create(api, { ...INPUTS, displayName: "Others" })],
    ["update", (api, id) => update(api, id, { ...INPUTS }, { ...INPUTS, filter: "others" })],
    ["delete", (api, id) => remove(api, id, INPUTS)],
  ])("does not fail %s, and reports long waits", async (_operation, run) => {
    let begin = Number.POSITIVE_INFINITY;
    const gateway = (now: number) => (now >= begin && now < begin + 120_000 ? status : undefined);
    const api = flakyApi({}, {}, { gateway });
    const { id } = await api.clock.run(create(api, INPUTS));
    begin = api.clock.now();
    await api.clock.run(run(api, id));
    expect(api.clock.now()).toBeGreaterThanOrEqual(begin + 120_000);
    expect(api.statusLines).toContainEqual(expect.stringMatching(/^Waiting \d+ s before retrying$/));
  });
});

test.each([408, 500])("%i counts toward maxRetries, and fails long before the deadline", async (status) => {
  const api = flakyApi({}, {}, { gateway: (now) => (now > 0 ? status : undefined) });
  const { id } = await api.clock.run(create(api, INPUTS));
  await api.clock.run(api.clock.sleep(1));
  const { message } = await failureOf(api.clock.run(api.mappings.get(id)));
  expect(message).toContain("Tried 9 times");
});

test("maxRetries also limits the retries of an unavailable API if it is set", async () => {
  const api = flakyApi({}, { maxRetries: 2 }, { gateway: () => 503 });
  const { message } = await failureOf(api.clock.run(api.mappings.get("group-a")));
  expect(message).toContain("Tried 3 times");
});

describe("an outage that lasts", () => {
  test.each([
    ["all requests", () => 503],
    [
      "only POST requests",
      (_now: number, method: string) => (method.toUpperCase() === "POST" ? 503 : undefined),
    ],
  ])("fails 100 mappings within 1.1 times the deadline if it affects %s", async (_what, gateway) => {
    const api = flakyApi({}, {}, { ...CHECKED, gateway });
    const ended = await createMany(api, 100);
    expect(ended).toHaveLength(100);
    expect(ended.filter((message) => !message.includes("the API answered 503"))).toEqual([]);
    expect(api.clock.now()).toBeGreaterThan(0.9 * DEADLINE);
    expect(api.clock.now()).toBeLessThan(1.1 * DEADLINE);
  });

  test("ends with the first response of the API", async () => {
    const gateway = (now: number) => (now < 700_000 ? 503 : undefined);
    const api = flakyApi({}, {}, { gateway });
    await failureOf(api.clock.run(api.mappings.get("group-a")));
    const { message } = await failureOf(api.clock.run(api.mappings.get("group-a")));
    expect(message).not.toContain("Tried");
    await api.clock.run(api.clock.sleep(700_000 - api.clock.now()));
    await expect(createMany(api, 20)).resolves.toEqual(Array.from({ length: 20 }, () => "created"));
  });
});

test("an outage that ends before the deadline fails none of 100 mappings, and creates each once", async () => {
  const gateway = (now: number) => (now > 2_000 && now < 500_000 ? 502 : undefined);
  const api = flakyApi({}, {}, { ...CHECKED, gateway });
  const ended = await createMany(api, 100);
  expect(ended.filter((message) => message !== "created")).toEqual([]);
  expect(api.emulator.mappings()).toHaveLength(100);
});
