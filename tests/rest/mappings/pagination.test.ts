import { type HttpResponse, IncompleteListError } from "../../../provider/rest/http";
import { paginate } from "../../../provider/rest/mappings";
import type { PageResponse } from "../../../provider/wire";

const RESPONSE: HttpResponse = { status: 200, statusText: "OK", header: () => undefined, body: "" };

/** A list whose page of a number, from 0, holds these ids; it has as many pages as are asked for. */
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

test("each page is asked for with the token of the one before, and with the size of a full page", async () => {
  const { queries, error } = await endOf((page) => [`group-${page}`], 2);
  expect(error).toBeUndefined();
  expect(queries).toEqual([
    { page_size: "100" },
    { page_size: "100", page_token: "t0" },
    { page_size: "100", page_token: "t1" },
  ]);
});

test("ten pages in a row that bring nothing new are the end of patience", async () => {
  const { queries, error } = await endOf(() => []);
  expect(queries).toHaveLength(10);
  expect(error).toMatchObject({ problem: "its pages bring nothing new and never end" });
});

test("pages that bring what was there already count as nothing new", async () => {
  const { queries, error } = await endOf(() => ["group-a"]);
  expect(queries).toHaveLength(11);
  expect(error).toMatchObject({ problem: "its pages bring nothing new and never end" });
});

test("nine pages that bring nothing new are gone over as often as they come", async () => {
  const { queries, error } = await endOf((page) => (page % 10 === 0 ? [`group-${page}`] : []), 45);
  expect(error).toBeUndefined();
  expect(queries).toHaveLength(46);
});

test("a list that brings something new for ever is given up after ten thousand pages", async () => {
  const { queries, error } = await endOf((page) => [`group-${page}`]);
  expect(queries).toHaveLength(10_001);
  expect(error).toMatchObject({ problem: "its pages bring nothing new and never end" });
});

describe("a list with a total_size", () => {
  const twoPages = (totalSize: (page: number) => number, idsOf = (page: number) => [`group-${page}`]) =>
    endOf(idsOf, 1, (page) => ({ totalSize: totalSize(page) }));

  test.each<[string, (page: number) => number]>([
    ["as many items as it says", () => 2],
    ["more items than it says: some were created meanwhile", () => 1],
    ["as many items as its last page says: some were deleted meanwhile", (page) => 3 - page],
  ])("is complete with %s", async (_what, totalSize) => {
    await expect(twoPages(totalSize)).resolves.toHaveProperty("error", undefined);
  });

  test("is incomplete with fewer items than it says, and the message names both numbers", async () => {
    const { error } = await twoPages(() => 251);
    expect(error).toBeInstanceOf(IncompleteListError);
    expect((error as Error).message).toContain("the list ended after 2 of 251 items");
  });

  test("is incomplete by the total_size of an earlier page if the last page has none", async () => {
    const { error } = await endOf(
      (page) => [`group-${page}`],
      1,
      (page) => (page === 0 ? { totalSize: 251 } : {}),
    );
    expect((error as Error).message).toContain("the list ended after 2 of 251 items");
  });

  test("counts a mapping once that is on two pages", async () => {
    const { error } = await twoPages(
      () => 2,
      () => ["group-a"],
    );
    expect((error as Error).message).toContain("the list ended after 1 of 2 items");
  });

  test("counts items without an id too", async () => {
    const odd = { id: undefined, properties: [], problem: "" };
    const { error } = await endOf(
      () => ["group-a"],
      0,
      () => ({ totalSize: 2, oddItems: [odd] }),
    );
    expect(error).toBeUndefined();
  });

  test("is incomplete if it is empty though it says otherwise", async () => {
    const { error } = await endOf(
      () => [],
      0,
      () => ({ totalSize: 251 }),
    );
    expect((error as Error).message).toContain("the list ended after 0 of 251 items");
  });
});

test("requests that take longer than the deadline end the list, and the error says how far it came", async () => {
  const { queries, error } = await endOf(
    (page) => [`group-${page}`],
    100,
    () => ({ totalSize: 101 }),
    1_500,
  );
  expect(queries).toHaveLength(41);
  expect(error).toHaveProperty(
    "message",
    "Cannot list the group mappings of the organization: the list did not end within 60 s. 41 pages with 41 of 101 items were read. " +
      "Run the command again later, or raise confluent-sso:retryTimeoutSeconds.",
  );
});
