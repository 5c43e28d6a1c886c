import type { Emulator } from "../../emulator/index";
import { COLLECTION_PATH } from "../../provider/wire";
import { startCheckedEmulator } from "../contract/checkedEmulator";
import { call, create, failure, type GroupMappingList, itemPath, list, names, refused } from "./client";

let emulator: Emulator;
let url: string;

beforeEach(async () => {
  emulator = await startCheckedEmulator({ expectViolations: refused });
  ({ url } = emulator);
});

afterEach(() => emulator.close());

async function fill(count: number): Promise<string[]> {
  const expected = Array.from({ length: count }, (_, index) => `mapping ${index + 1}`);
  for (const display_name of expected) {
    await create(url, { display_name });
  }
  return expected;
}

/** Returns the query of the next page, or undefined on the last page. */
function nextQuery({ metadata }: GroupMappingList): string | undefined {
  return metadata.next === undefined ? undefined : new URL(metadata.next).search;
}

async function next(page: GroupMappingList): Promise<GroupMappingList> {
  return list(url, nextQuery(page));
}

const namesOf = ({ data }: GroupMappingList): string[] => data.map(({ display_name }) => display_name);

test("an empty organization has one empty page", async () => {
  expect(await list(url)).toEqual({
    api_version: "iam/v2",
    kind: "GroupMappingList",
    metadata: { first: `https://confluent.cloud/api${COLLECTION_PATH}`, total_size: 0 },
    data: [],
  });
});

test("a page contains 10 mappings in the order of creation by default", async () => {
  const expected = await fill(11);
  const page = await list(url);
  expect(namesOf(page)).toEqual(expected.slice(0, 10));
  expect(page.metadata.total_size).toBe(11);
  expect(namesOf(await next(page))).toEqual(["mapping 11"]);
});

test("the link to the next page contains the vendor's host and only the token", async () => {
  await fill(2);
  const link = new URL((await list(url, "?page_size=1")).metadata.next ?? "");
  expect(link.origin + link.pathname).toBe("https://confluent.cloud/api/iam/v2/sso/group-mappings");
  expect([...link.searchParams.keys()]).toEqual(["page_token"]);
  expect(link.searchParams.get("page_token")?.length).toBeLessThanOrEqual(255);
});

test("the last page has no link to a next page, even if it is full", async () => {
  await fill(4);
  expect(nextQuery(await list(url, "?page_size=4"))).toBeUndefined();
  const second = await next(await list(url, "?page_size=3"));
  expect(namesOf(second)).toEqual(["mapping 4"]);
  expect(second.metadata).not.toHaveProperty("next");
});

test("the page size of the first request applies to all pages", async () => {
  await fill(5);
  const first = await list(url, "?page_size=2");
  expect(await names(url, `${nextQuery(first) ?? ""}&page_size=100`)).toEqual(["mapping 3", "mapping 4"]);
});

test("mappings that are created or deleted between two pages do not move the others", async () => {
  await fill(6);
  const first = await list(url, "?page_size=2");
  for (const mapping of [...first.data, ...emulator.mappings().slice(3, 4)]) {
    await call(url, "DELETE", itemPath(mapping));
  }
  await create(url, { display_name: "new" });
  const second = await next(first);
  expect(namesOf(second)).toEqual(["mapping 3", "mapping 5"]);
  expect(namesOf(await next(second))).toEqual(["mapping 6", "new"]);
});

test.each(["0", "101", "-1", "1.5", "ten", "", "1e1", "0x10", "1000"])(
  "page_size=%s returns 400",
  async (size) => {
    expect(await call(url, "GET", `${COLLECTION_PATH}?page_size=${size}`)).toMatchObject({
      status: 400,
      body: { errors: [{ status: "400", source: { parameter: "page_size" } }] },
    });
  },
);

test.each([1, 100])("page_size=%d is accepted", async (size) => {
  expect(await list(url, `?page_size=${size}`)).toMatchObject({ data: [] });
});

test.each([
  ["empty", () => ""],
  ["no token at all", () => "abc"],
  ["cut off", (token: string) => token.slice(0, -1)],
])("a page token that is %s returns 400", async (_how, forge) => {
  await fill(2);
  const token = new URLSearchParams(nextQuery(await list(url, "?page_size=1"))).get("page_token") ?? "";
  const answer = await call(url, "GET", `${COLLECTION_PATH}?page_token=${forge(token)}`);
  expect(answer).toEqual(failure(400, "bad_request"));
});
