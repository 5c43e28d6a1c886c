import { type HttpResponse, IncompleteListError } from "../../../provider/rest/http";
import { paginate } from "../../../provider/rest/mappings";
import type { PageResponse } from "../../../provider/wire";

const RESPONSE: HttpResponse = { status: 200, statusText: "OK", header: () => undefined, body: "" };

/** A list with these ids on each page, numbered from 0; it has as many pages as are requested. */
async function endOf(
  idsOf: (page: number) => string[],
  last = Number.POSITIVE_INFINITY,
  more: (page: number) => Partial<PageResponse> = () => ({}),
  requestMs = 0,
) {
  const queries: Record<string, string>[] = [];
  let now = 0;
  const limit = { clock: { now: () => now }, deadline: 60_000 };
  const pages = paginate({ verb: "list" }, limit, (query) => {
    now += requestMs;
    const number = queries.push(query) - 1;
    const mappings = idsOf(number).map((id) => ({ id })) as unknown as PageResponse["mappings"];
    const next = number < last ? `/x?page_token=t${number}` : undefined;
    return Promise.resolve({ response: RESPONSE, value: { mappings, oddItems: [], next, ...more(number) } });
  });
  try {
    let step = await pages.next();
    while (step.done !== true) {
      step = await pages.next();
    }
    return { queries, error: undefined };
  } catch (error) {
    return { queries, error };
  }
}

test("each page is requested with the token of the previous one and the maximum page size", async () => {
  const { queries, error } = await endOf((page) => [`group-${page}`], 2);
  expect(error).toBeUndefined();
  expect(queries).toEqual([
    { page_size: "100" },
    { page_size: "100", page_token: "t0" },
    { page_size: "100", page_token: "t1" },
  ]);
});

test("stops after ten consecutive pages without new items", async () => {
  const { queries, error } = await endOf(() => []);
  expect(queries).toHaveLength(10);
  expect(error).toMatchObject({ problem: "its pages contain no new items and would never end" });
});

test("pages with known items count as pages without new items", async () => {
  const { queries, error } = await endOf(() => ["group-a"]);
  expect(queries).toHaveLength(11);
  expect(error).toMatchObject({ problem: "its pages contain no new items and would never end" });
});

test("continues after nine consecutive pages without new items, any number of times", async () => {
  const { queries, error } = await endOf((page) => (page % 10 === 0 ? [`group-${page}`] : []), 45);
  expect(error).toBeUndefined();
  expect(queries).toHaveLength(46);
});

test("stops after ten thousand pages even if each has new items", async () => {
  const { queries, error } = await endOf((page) => [`group-${page}`]);
  expect(queries).toHaveLength(10_001);
  expect(error).toMatchObject({ problem: "its pages contain no new items and would never end" });
});

describe("a list with a total_size", () => {
  const twoPages = (totalSize: (page: number) => number, idsOf = (page: number) => [`group-${page}`]) =>
    endOf(idsOf, 1, (page) => ({ totalSize: totalSize(page) }));

  test.each<[string, (page: number) => number]>([
    ["as many items as the total", () => 2],
    ["more items than the total, because some were created meanwhile", () => 1],
    ["as many items as the total of the last page, because some were deleted meanwhile", (page) => 3 - page],
  ])("is complete with %s", async (_what, totalSize) => {
    await expect(twoPages(totalSize)).resolves.toHaveProperty("error", undefined);
  });

  test("is incomplete if it has fewer items, and the message has both numbers", async () => {
    const { error } = await twoPages(() => 251);
    expect(error).toBeInstanceOf(IncompleteListError);
    expect((error as Error).message).toContain("the list ended after 2 of 251 items");
  });

  test("is incomplete by an earlier total_size if the last page has none", async () => {
    const { error } = await endOf(
      (page) => [`group-${page}`],
      1,
      (page) => (page === 0 ? { totalSize: 251 } : {}),
    );
    expect((error as Error).message).toContain("the list ended after 2 of 251 items");
  });

  test("counts a mapping on two pages once", async () => {
    const { error } = await twoPages(
      () => 2,
      () => ["group-a"],
    );
    expect((error as Error).message).toContain("the list ended after 1 of 2 items");
  });

  test("counts items without an id", async () => {
    const odd = { id: undefined, properties: [], problem: "" };
    const { error } = await endOf(
      () => ["group-a"],
      0,
      () => ({ totalSize: 2, oddItems: [odd] }),
    );
    expect(error).toBeUndefined();
  });

  test("is incomplete if it is empty but its total_size is not 0", async () => {
    const { error } = await endOf(
      () => [],
      0,
      () => ({ totalSize: 251 }),
    );
    expect((error as Error).message).toContain("the list ended after 0 of 251 items");
  });
});

test("stops at the deadline, and the error reports the progress", async () => {
  const { queries, error } = await endOf(
    (page) => [`group-${page}`],
    100,
    () => ({ totalSize: 101 }),
    1_500,
  );
  expect(queries).toHaveLength(41);
  expect(error).toHaveProperty(
    "message",
    "Cannot list the group mappings of the organization: reading the list took longer than 60 s. 41 pages with 41 of 101 items were read. " +
      "Run the command again later, or raise confluent-sso:retryTimeoutSeconds.",
  );
});
