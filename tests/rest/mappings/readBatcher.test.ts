import { create, read } from "../../../provider/lifecycle";
import { failureOf } from "../../support/failureOf";
import { withTimeout } from "../../support/timeouts";
import { flakyApi, type FlakyApi } from "../../support/flakyApi";

/** An API with `count` mappings, whose requests so far are cleared. */
async function filled(count: number): Promise<{ api: FlakyApi; ids: string[]; fresh: () => string[] }> {
  const api = flakyApi();
  const ids: string[] = [];
  for (let n = 0; n < count; n += 1) {
    const { id } = await api.clock.run(
      create(api, { displayName: `M${n}`, description: "", filter: `g${n}` }),
    );
    ids.push(id);
  }
  let seen = api.sent().length;
  const fresh = () => {
    const all = api.sent();
    const since = all.slice(seen);
    seen = all.length;
    return since;
  };
  return { api, ids, fresh };
}

const LIST = "GET group-mappings";
const COLLECTION = "/iam/v2/sso/group-mappings";

function readAll(api: FlakyApi, ids: readonly string[]): Promise<unknown[]> {
  const [credentials] = api.emulator.credentials;
  const organization = `crn://confluent.cloud/organization=${credentials?.organizationId ?? ""}`;
  const states = ids.map((id, n) =>
    read(api, id, {
      displayName: `M${n}`,
      filter: `g${n}`,
      resourceName: `${organization}/group-mapping=${id}`,
    }),
  );
  return api.clock.run(Promise.all(states));
}

describe("reads that arrive together", () => {
  test("use a GET if there is only one", async () => {
    const { api, ids, fresh } = await filled(3);
    await readAll(api, ids.slice(0, 1));
    expect(fresh()).toEqual([`GET ${ids[0] ?? ""}`]);
  });

  test("use a GET each if they have their own timeouts", async () => {
    const { api, ids, fresh } = await filled(3);
    const [first = "", second = ""] = ids;
    await withTimeout(api.clock, 1_000, () => readAll(api, [first, second]));
    expect(fresh()).toEqual([`GET ${first}`, `GET ${second}`]);
  });

  test("wait for 5 ms, and no longer", async () => {
    const { api, ids } = await filled(3);
    const begun = api.clock.now();
    await readAll(api, ids);
    expect(api.clock.now() - begun).toBe(5);
  });

  test("share one list, as far as it is needed, and later reads use it too", async () => {
    const { api, ids, fresh } = await filled(120);
    await expect(readAll(api, ids.slice(0, 8))).resolves.toHaveLength(8);
    expect(fresh()).toEqual([LIST]);
    await readAll(api, ids.slice(8, 16));
    expect(fresh()).toEqual([]);
    await readAll(api, ids.slice(98, 102));
    expect(fresh()).toEqual([LIST]);
  });

  test("return the same as a GET", async () => {
    const { api, ids } = await filled(3);
    const [one] = await readAll(api, ids.slice(0, 1));
    const together = await readAll(api, ids);
    expect(together[0]).toEqual(one);
    expect(together[0]).not.toBe(one);
  });

  test("request a mapping that is not in the list, and confirm that it is gone without another list", async () => {
    const { api, ids, fresh } = await filled(4);
    const [gone = ""] = ids;
    await api.clock.run(api.mappings.delete(gone));
    fresh();
    const states = await readAll(api, ids);
    expect(states.map((state) => Object.keys(state as object).length > 0)).toEqual([false, true, true, true]);
    expect(fresh()).toEqual([LIST, `GET ${gone}`]);
  });

  test("do not use a list from before a write of this process", async () => {
    const { api, ids, fresh } = await filled(3);
    await readAll(api, ids);
    await api.clock.run(api.mappings.update(ids[0] ?? "", { filter: "changed" }));
    fresh();
    const [state] = await readAll(api, ids);
    expect(state).toMatchObject({ inputs: { filter: "changed" } });
    expect(fresh()).toEqual([LIST]);
  });

  test("use a GET each if the list is rejected", async () => {
    const { api, ids, fresh } = await filled(3);
    api.emulator.addFault({
      on: { method: "GET", path: COLLECTION },
      do: { status: 403, body: { message: "no list for you" } },
    });
    await expect(readAll(api, ids)).resolves.toHaveLength(3);
    expect(fresh()).toEqual([LIST, ...ids.map((id) => `GET ${id}`)]);
  });

  test("give up a failing list after two attempts, because a GET for each works too", async () => {
    const { api, ids, fresh } = await filled(3);
    api.emulator.addFault({
      on: { method: "GET", path: COLLECTION, times: Infinity },
      do: { status: 500 },
    });
    await expect(readAll(api, ids)).resolves.toHaveLength(3);
    expect(fresh()).toEqual([LIST, LIST, ...ids.map((id) => `GET ${id}`)]);
  });

  test("do not continue a failed list: the next reads begin a new one", async () => {
    const { api, ids, fresh } = await filled(3);
    api.emulator.addFault({ on: { method: "GET", path: COLLECTION }, do: { status: 403 } });
    await readAll(api, ids);
    fresh();
    await readAll(api, ids);
    expect(fresh()).toEqual([LIST]);
  });

  test("request an incomplete item by a GET", async () => {
    const { api, ids, fresh } = await filled(2);
    const items = ids.map((id, n) => ({ id, display_name: `M${n}`, ...(n === 0 && { filter: "g0" }) }));
    api.emulator.addFault({
      on: { method: "GET", path: COLLECTION },
      do: { status: 200, body: { data: items, metadata: {} } },
    });
    const [, second] = await readAll(api, ids);
    expect(second).toMatchObject({ inputs: { filter: "g1" } });
    expect(fresh()).toEqual([LIST, `GET ${ids[1] ?? ""}`]);
  });

  test("of one mapping return an object each, because the caller may modify it", async () => {
    const { api, ids } = await filled(1);
    const [id = ""] = ids;
    const [one, other] = await api.clock.run(
      Promise.all([api.mappings.reads.get(id), api.mappings.reads.get(id)]),
    );
    expect(one).toEqual(other);
    expect(one).not.toBe(other);
  });

  test("request no more pages than there are reads if the API does not report the total", async () => {
    const { api, ids, fresh } = await filled(2);
    [1, 2, 3].forEach((nth) => {
      const other = { id: `group-other-${nth}`, display_name: "Other", description: "", filter: "other" };
      api.emulator.addFault({
        on: { method: "GET", path: COLLECTION, nth },
        do: { status: 200, body: { data: [other], metadata: { next: `?page_token=${nth}` } } },
      });
    });
    await readAll(api, ids);
    expect(fresh()).toEqual([LIST, LIST, ...ids.map((id) => `GET ${id}`)]);
  });

  test("of a whole stack, eight at a time, need only as many requests as pages, in any order", async () => {
    const { api, ids, fresh } = await filled(1_000);
    // 137 and 1,000 are coprime: every id occurs once, and each eight are spread over the whole list.
    const mixed = ids.map((_, n) => ids[(n * 137) % ids.length] ?? "");
    for (let n = 0; n < mixed.length; n += 8) {
      await readAll(api, mixed.slice(n, n + 8));
    }
    expect(fresh()).toEqual(Array.from({ length: 10 }, () => LIST));
  });

  test("do not search for two mappings in many pages: the first page shows that there are too many", async () => {
    const { api, ids, fresh } = await filled(410);
    await readAll(api, ids.slice(408));
    expect(fresh()).toEqual([LIST, ...ids.slice(408).map((id) => `GET ${id}`)]);
    // Five pages are fewer than eight GETs.
    await readAll(api, ids.slice(400, 408));
    expect(fresh()).toEqual([LIST, LIST, LIST, LIST]);
  });
});

test("do not trust a list that was read during a write of this process: each is a GET", async () => {
  const { api, ids, fresh } = await filled(3);
  api.emulator.addFault({ on: { method: "GET" }, do: { delayMs: 1_000 } });
  const reading = readAll(api, ids.slice(0, 2));
  await api.clock.run(api.clock.sleep(500));
  await api.clock.run(api.mappings.update(ids[0] ?? "", { filter: "changed" }));
  const [state] = await reading;
  expect(state).toMatchObject({ inputs: { filter: "changed" } });
  expect(fresh().filter((request) => request !== LIST)).toEqual([
    `PATCH ${ids[0] ?? ""}`,
    `GET ${ids[0] ?? ""}`,
    `GET ${ids[1] ?? ""}`,
  ]);
});

test("keep neither a list that is read during a write nor an older one", async () => {
  const { api, ids, fresh } = await filled(3);
  await readAll(api, ids);
  api.emulator.addFault({ on: { method: "PATCH" }, do: { delayMs: 1_000 } });
  const writing = api.mappings.update(ids[0] ?? "", { filter: "changed" });
  await api.clock.run(api.clock.sleep(100));
  fresh();
  await readAll(api, ids);
  expect(fresh()).toEqual([LIST]);
  await api.clock.run(writing);
  await readAll(api, ids);
  expect(fresh()).toEqual([LIST]);
});

describe("all mappings", () => {
  test("are read to the end, even if reads have begun a list", async () => {
    const { api, ids, fresh } = await filled(120);
    await readAll(api, ids.slice(0, 2));
    await expect(api.clock.run(api.mappings.reads.all())).resolves.toHaveProperty("mappings.length", 120);
    expect(fresh()).toEqual([LIST, LIST, LIST]);
  });

  test("serve later reads and later calls for all mappings", async () => {
    const { api, ids, fresh } = await filled(3);
    await api.clock.run(api.mappings.reads.all());
    fresh();
    await readAll(api, ids);
    await expect(api.clock.run(api.mappings.reads.all())).resolves.toHaveProperty("mappings.length", 3);
    expect(fresh()).toEqual([]);
  });
});

describe("a list that is shorter than its total_size", () => {
  const shortened = (ids: readonly string[]) => ({
    status: 200,
    body: {
      data: ids.map((id, n) => ({ id, display_name: `M${n}`, filter: `g${n}` })),
      metadata: { total_size: 251 },
    },
  });

  test("is read again, because it may have changed while it was read", async () => {
    const { api, ids, fresh } = await filled(3);
    api.emulator.addFault({ on: { path: COLLECTION }, do: shortened(ids.slice(1)) });
    await expect(api.clock.run(api.mappings.reads.all())).resolves.toHaveProperty("mappings.length", 3);
    expect(fresh()).toEqual([LIST, LIST]);
  });

  test("fails after three attempts", async () => {
    const { api, ids, fresh } = await filled(3);
    api.emulator.addFault({ on: { path: COLLECTION, times: Infinity }, do: shortened(ids) });
    const { message } = await failureOf(api.clock.run(api.mappings.reads.all()));
    expect(message).toContain("the list ended after 3 of 251 items");
    expect(fresh()).toEqual([LIST, LIST, LIST]);
  });

  test("serves no reads: each mapping is requested by a GET", async () => {
    const { api, ids, fresh } = await filled(2);
    api.emulator.addFault({ on: { path: COLLECTION, times: Infinity }, do: shortened(ids) });
    await readAll(api, ids);
    expect(fresh()).toEqual([LIST, ...ids.map((id) => `GET ${id}`)]);
  });
});

test("an item that violates the contract is requested by a GET, and the others come from the list", async () => {
  const { api, ids, fresh } = await filled(2);
  const items = ids.map((id, n) => ({
    id,
    display_name: `M${n}`,
    filter: `g${n}`,
    ...(n === 0 && { state: 3 }),
  }));
  api.emulator.addFault({
    on: { path: COLLECTION },
    do: { status: 200, body: { data: [null, ...items], metadata: {} } },
  });
  await readAll(api, ids);
  expect(fresh()).toEqual([LIST, `GET ${ids[0] ?? ""}`]);
});
