import { response } from "../support/hostileServer";
import { FORGERY } from "./failures";
import { bodyOf } from "./jsons";
import type { Row } from "./row";

type Json = Record<string, unknown>;

interface Page {
  /** The items of an honest page without the last one, the mapping of the run, which is hidden on a page that never comes. */
  readonly others: readonly Json[];
  /** All items of an honest page. */
  readonly items: readonly Json[];
  /** The page_token of the request, or "". */
  readonly token: string;
}

/** Replaces an honest page. */
function page(make: (page: Page) => { data?: unknown; metadata?: unknown }): Row["reply"] {
  return (own, { url }) => {
    const { data } = bodyOf(own);
    const items = Array.isArray(data) ? (data as Json[]) : [];
    const token = new URL(url, "http://x").searchParams.get("page_token") ?? "";
    const { data: sent, metadata = {} } = make({ items, others: items.slice(0, -1), token });
    return response("200 OK", JSON.stringify({ data: sent, metadata }));
  };
}

const next = (token: string | number) => ({ next: `/iam/v2/sso/group-mappings?page_token=${token}` });

/** A list that does not prove that a mapping is gone. The error describes the problem with the list. */
function doubted(name: string, problem: string | RegExp, reply: Row["reply"]): Row {
  return { name, requests: "list", reply, always: problem };
}

/** Every list that contains the mapping proves that it exists. */
const HOLDS = /The list of group mappings contains group-/;

/** A readable list that contains the mapping. */
function shown(name: string, reply: Row["reply"]): Row {
  return {
    name,
    requests: "list",
    reply,
    always: { create: "success", read: HOLDS, update: HOLDS, delete: HOLDS },
  };
}

const OTHER_ORGANIZATION = "crn://confluent.cloud/organization=22222222-2222-4222-8222-222222222222/x=y";
const inOther = (item: Json) => ({ ...item, metadata: { resource_name: OTHER_ORGANIZATION } });

export const LISTS: readonly Row[] = [
  doubted(
    "has next pages in a circle",
    "it repeats a page_token, so the list would never end",
    page(({ others, token }) => ({ data: others, metadata: next(token === "a" ? "b" : "a") })),
  ),
  doubted(
    "has a next page that is the same page",
    "it repeats a page_token, so the list would never end",
    page(({ others }) => ({ data: others, metadata: next("a") })),
  ),
  doubted(
    "repeats its first page under new tokens",
    "its pages contain no new items and would never end",
    page(({ others, token }) => ({ data: others, metadata: next(Number(token) + 1) })),
  ),
  doubted(
    "has 10,000 empty pages",
    "its pages contain no new items and would never end",
    page(({ others, token }) =>
      Number(token) < 10_000 ? { data: [], metadata: next(Number(token) + 1) } : { data: others },
    ),
  ),
  doubted("has pages that never end", "reading the list took longer than 6 s", (own, request) => (socket) => {
    const make = page(({ token }) => ({
      data: [{ id: `group-x${token}` }],
      metadata: next(Number(token) + 1),
    }));
    // Slow, to save CPU time.
    const timer = setTimeout(() => socket.write(make(own, request) as Buffer), 300);
    socket.on("close", () => {
      clearTimeout(timer);
    });
  }),
  doubted(
    "has a next page without a token",
    "has no page_token",
    page(({ others }) => ({ data: others, metadata: { next: "https://x/" } })),
  ),
  doubted(
    "has a next page that is a number",
    "metadata.next is of type number",
    page(({ others }) => ({ data: others, metadata: { next: 7 } })),
  ),
  doubted(
    "has a next page that forges lines",
    "has no page_token",
    page(({ others }) => ({ data: others, metadata: { next: FORGERY } })),
  ),
  doubted(
    "has metadata that is a list",
    "metadata is a list",
    page(({ others }) => ({ data: others, metadata: [] })),
  ),
  doubted(
    "declares more items than it has",
    /the list ended after \d+ of \d+ items/,
    page(({ others }) => ({ data: others, metadata: { total_size: others.length + 1 } })),
  ),
  doubted(
    "declares a huge number of items",
    /the list ended after \d+ of 9007199254740991 items/,
    page(({ items }) => ({ data: items, metadata: { total_size: Number.MAX_SAFE_INTEGER } })),
  ),
  doubted(
    "has data that is an object",
    "data is of type object",
    page(() => ({ data: {} })),
  ),
  doubted(
    "has data that is a string",
    "data is of type string",
    page(() => ({ data: "[]" })),
  ),
  doubted(
    "has no data",
    "data is missing",
    page(() => ({})),
  ),
  doubted(
    "has items without id",
    /whose id is missing or malformed|has an item that cannot be read/,
    page(({ items }) => ({ data: items.map((item) => ({ ...item, id: undefined })) })),
  ),
  doubted(
    "has null instead of the mapping",
    /whose id is missing or malformed|has an item that cannot be read/,
    page(({ others }) => ({ data: [...others, null] })),
  ),
  doubted(
    "has 10,000 items that are null",
    /whose id is missing or malformed|has an item that cannot be read/,
    page(() => ({ data: Array(10_000).fill(null) })),
  ),
  doubted(
    "has ids that forge lines",
    /whose id is missing or malformed|has an item that cannot be read/,
    page(({ items }) => ({ data: items.map((item) => ({ ...item, id: FORGERY })) })),
  ),
  {
    name: "has the items of another organization",
    requests: "list",
    reply: page(({ others }) => ({ data: others.map(inOther) })),
    operations: ["read", "update", "delete"],
    always: "these credentials belong to organization 22222222-2222-4222-8222-222222222222",
  },
  {
    name: "has items of two organizations",
    requests: "list",
    reply: page(({ others }) => ({
      data: others.flatMap((item) => [item, { ...inOther(item), id: "group-other" }]),
    })),
    operations: ["read", "update", "delete"],
    always: "these credentials belong to organization 22222222-2222-4222-8222-222222222222",
  },
  {
    name: "is of an organization that forges lines",
    requests: "list",
    reply: page(({ others }) => ({
      data: others.map((item) => ({
        ...item,
        metadata: { resource_name: `crn://confluent.cloud/organization=${FORGERY}/x=y` },
      })),
    })),
    operations: ["read", "update", "delete"],
    always: "these credentials belong to organization",
  },
  shown(
    "has items without an organization",
    page(({ items }) => ({ data: items.map((item) => ({ ...item, metadata: undefined })) })),
  ),
  shown(
    "has every item twice",
    page(({ items }) => ({ data: [...items, ...items] })),
  ),
  shown(
    "has every page twice",
    page(({ items, token }) => ({ data: items, metadata: token === "" ? next("a") : {} })),
  ),
  shown(
    "has a next page on another host",
    page(({ items, others, token }) =>
      token === ""
        ? { data: others, metadata: { next: "https://evil.example/x?page_token=a" } }
        : { data: items },
    ),
  ),
  shown(
    "has a next page with a broken escape",
    page(({ items, others, token }) =>
      token === "" ? { data: others, metadata: next("%E0%A4%A") } : { data: items },
    ),
  ),
  shown(
    "has a token of 10 kB",
    page(({ items, others, token }) =>
      token === "" ? { data: others, metadata: next("t".repeat(10_000)) } : { data: items },
    ),
  ),
  shown(
    "declares fewer items than it has",
    page(({ items }) => ({ data: items, metadata: { total_size: 0 } })),
  ),
  shown(
    "declares a negative number of items",
    page(({ items }) => ({ data: items, metadata: { total_size: -1 } })),
  ),
  shown(
    "declares 1e308 items",
    page(({ items }) => ({ data: items, metadata: { total_size: 1e308 } })),
  ),
  shown(
    "has null items and the mapping",
    page(({ items }) => ({ data: [null, 7, "x", [], {}, ...items] })),
  ),
  shown(
    "has items with __proto__",
    page(({ items }) => ({
      data: [...items, JSON.parse('{"__proto__":{"id":"group-evil"},"id":"group-odd"}')],
    })),
  ),
  shown(
    "has 10,000 items",
    page(({ items }) => ({
      data: [
        ...Array.from({ length: 10_000 }, (_, index) => ({
          id: `group-many-${index}`,
          display_name: "x",
          filter: "x",
        })),
        ...items,
      ],
    })),
  ),
];
