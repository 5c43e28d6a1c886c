import { create, read } from "../../../provider/lifecycle";
import { failureOf } from "../../support/failureOf";
import { flakyApi, type FlakyApi } from "../../support/flakyApi";

/** An API with `count` mappings, whose requests so far are forgotten. */
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
  test("one is a GET", async () => {
    const { api, ids, fresh } = await filled(3);
    await readAll(api, ids.slice(0, 1));
    expect(fresh()).toEqual([`GET ${ids[0] ?? ""}`]);
  });

  test("are waited for 5 ms, and no longer", async () => {
    const { api, ids } = await filled(3);
    const begun = api.clock.now();
    await readAll(api, ids);
    expect(api.clock.now() - begun).toBe(5);
  });

  test("many share one list, as far as it is needed, and later ones use it too", async () => {
    const { api, ids, fresh } = await filled(120);
    await expect(readAll(api, ids.slice(0, 8))).resolves.toHaveLength(8);
    expect(fresh()).toEqual([LIST]);
    await readAll(api, ids.slice(8, 16));
    expect(fresh()).toEqual([]);
    await readAll(api, ids.slice(98, 102));
    expect(fresh()).toEqual([LIST]);
  });

  test("each gets what a GET would have answered", async () => {
    const { api, ids } = await filled(3);
    const [one] = await readAll(api, ids.slice(0, 1));
    const together = await readAll(api, ids);
    expect(together[0]).toEqual(one);
    expect(together[0]).not.toBe(one);
  });

  test("what the list lacks is asked for, and confirmed gone without a list of its own", async () => {
    const { api, ids, fresh } = await filled(4);
    const [gone = ""] = ids;
    await api.clock.run(api.mappings.delete(gone));
    fresh();
    const states = await readAll(api, ids);
    expect(states.map((state) => Object.keys(state as object).length > 0)).toEqual([false, true, true, true]);
    expect(fresh()).toEqual([LIST, `GET ${gone}`]);
  });

  test("an own write drops the list", async () => {
    const { api, ids, fresh } = await filled(3);
    await readAll(api, ids);
    await api.clock.run(api.mappings.update(ids[0] ?? "", { filter: "changed" }));
    fresh();
    const [state] = await readAll(api, ids);
    expect(state).toMatchObject({ inputs: { filter: "changed" } });
    expect(fresh()).toEqual([LIST]);
  });

  test("where the list is refused, each is a GET", async () => {
    const { api, ids, fresh } = await filled(3);
    api.emulator.addFault({
      on: { method: "GET", path: COLLECTION },
      do: { status: 403, body: { message: "no list for you" } },
    });
    await expect(readAll(api, ids)).resolves.toHaveLength(3);
    expect(fresh()).toEqual([LIST, ...ids.map((id) => `GET ${id}`)]);
  });

  test("where the list fails, it is given up after two tries: a GET for each does as well", async () => {
    const { api, ids, fresh } = await filled(3);
    api.emulator.addFault({
      on: { method: "GET", path: COLLECTION, times: Infinity },
      do: { status: 500 },
    });
    await expect(readAll(api, ids)).resolves.toHaveLength(3);
    expect(fresh()).toEqual([LIST, LIST, ...ids.map((id) => `GET ${id}`)]);
  });

  test("a list that has failed is not asked again: the next ones begin a new one", async () => {
    const { api, ids, fresh } = await filled(3);
    api.emulator.addFault({ on: { method: "GET", path: COLLECTION }, do: { status: 403 } });
    await readAll(api, ids);
    fresh();
    await readAll(api, ids);
    expect(fresh()).toEqual([LIST]);
  });

  test("an item of the list that does not say everything is asked for by a GET", async () => {
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

  test("of one mapping get an object each: who is given one may write into it", async () => {
    const { api, ids } = await filled(1);
    const [id = ""] = ids;
    const [one, other] = await api.clock.run(
      Promise.all([api.mappings.reads.get(id), api.mappings.reads.get(id)]),
    );
    expect(one).toEqual(other);
    expect(one).not.toBe(other);
  });

  test("where the API does not tell how many mappings there are, no more pages than reads are asked for", async () => {
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

  test("a whole stack that is read eight at a time costs the pages, in whatever order it is read", async () => {
    const { api, ids, fresh } = await filled(1_000);
    // 137 is prime to a thousand: every id once, and any eight from all over the list.
    const mixed = ids.map((_, n) => ids[(n * 137) % ids.length] ?? "");
    for (let n = 0; n < mixed.length; n += 8) {
      await readAll(api, mixed.slice(n, n + 8));
    }
    expect(fresh()).toEqual(Array.from({ length: 10 }, () => LIST));
  });

  test("two mappings among many pages are not searched for: the first page tells that there are too many", async () => {
    const { api, ids, fresh } = await filled(410);
    await readAll(api, ids.slice(408));
    expect(fresh()).toEqual([LIST, ...ids.slice(408).map((id) => `GET ${id}`)]);
    // Five pages are fewer than eight GETs.
    await readAll(api, ids.slice(400, 408));
    expect(fresh()).toEqual([LIST, LIST, LIST, LIST]);
  });
});

test("a list that was overtaken by an own write is not believed: each is a GET", async () => {
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

test("a list that is read while a write is under way may be from before it: neither that nor an older one is kept", async () => {
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
  test("are read to the end, though reads have begun a list", async () => {
    const { api, ids, fresh } = await filled(120);
    await readAll(api, ids.slice(0, 2));
    await expect(api.clock.run(api.mappings.reads.all())).resolves.toHaveProperty("mappings.length", 120);
    expect(fresh()).toEqual([LIST, LIST, LIST]);
  });

  test("that were read serve later reads, and whoever asks for all again", async () => {
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

  test("is read again, for it may have changed while it was read", async () => {
    const { api, ids, fresh } = await filled(3);
    api.emulator.addFault({ on: { path: COLLECTION }, do: shortened(ids.slice(1)) });
    await expect(api.clock.run(api.mappings.reads.all())).resolves.toHaveProperty("mappings.length", 3);
    expect(fresh()).toEqual([LIST, LIST]);
  });

  test("is an error after three readings", async () => {
    const { api, ids, fresh } = await filled(3);
    api.emulator.addFault({ on: { path: COLLECTION, times: Infinity }, do: shortened(ids) });
    const { message } = await failureOf(api.clock.run(api.mappings.reads.all()));
    expect(message).toContain("the list ended after 3 of 251 items");
    expect(fresh()).toEqual([LIST, LIST, LIST]);
  });

  test("serves no read: each mapping is asked for by a GET", async () => {
    const { api, ids, fresh } = await filled(2);
    api.emulator.addFault({ on: { path: COLLECTION, times: Infinity }, do: shortened(ids) });
    await readAll(api, ids);
    expect(fresh()).toEqual([LIST, ...ids.map((id) => `GET ${id}`)]);
  });
});

test("an item that breaks the contract is asked for by a GET, and the others come from the list", async () => {
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
