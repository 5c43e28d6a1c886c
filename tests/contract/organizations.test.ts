import type { RecordedExchange } from "../../emulator/index";
import { ORGANIZATIONS_PATH } from "../../provider/wire";
import { checkExchange } from "./contract";

const HEADERS = { "x-request-id": "r", "content-type": "application/json" };

/** Returns a request for the list with a response that has this body. */
function exchange(body: unknown, status = 200, headers: Record<string, string> = {}): RecordedExchange {
  return {
    method: "GET",
    path: ORGANIZATIONS_PATH,
    query: {},
    headers: {},
    body: undefined,
    faulted: false,
    response: { status, headers: { ...HEADERS, ...headers }, body },
  };
}

const listOf = (...data: unknown[]): RecordedExchange => exchange({ metadata: { next: null }, data });

const failureBody = { errors: [{ status: "403", detail: "Forbidden" }] };

test.each<[string, RecordedExchange]>([
  [
    "an organization with all properties",
    listOf({
      api_version: "org/v2",
      kind: "Organization",
      id: "a",
      metadata: {
        self: "http://127.0.0.1:1/org/v2/organizations/a",
        resource_name: "crn://confluent.cloud/organization=a",
        created_at: "2006-01-02T15:04:05-07:00",
        updated_at: "2006-01-02T15:04:05Z",
      },
      display_name: "A",
      jit_enabled: false,
    }),
  ],
  ["an organization with only an id", listOf({ id: "a" })],
  ["an unknown property", listOf({ id: "a", new_property: 1 })],
  ["null as data", exchange({ metadata: {}, data: null })],
  ["a permission error", exchange(failureBody, 403)],
  ["the largest page_size", { ...listOf(), query: { page_size: "100", page_token: "t" } }],
])("accepts %s", (_what, accepted) => {
  expect(checkExchange(accepted)).toEqual([]);
});

test.each<[string, RecordedExchange, string]>([
  ["a missing id", listOf({ display_name: "A" }), "body/data/0 must have required property 'id'"],
  ["an id of the wrong type", listOf({ id: 7 }), "body/data/0/id must be string"],
  [
    "null as display_name",
    listOf({ id: "a", display_name: null }),
    "body/data/0/display_name must be string",
  ],
  ["jit_enabled as text", listOf({ id: "a", jit_enabled: "no" }), "body/data/0/jit_enabled must be boolean"],
  [
    "an invalid time",
    listOf({ id: "a", metadata: { created_at: "today" } }),
    'body/data/0/metadata/created_at must match format "date-time"',
  ],
  ["missing data", exchange({ metadata: {} }), "body must have required property 'data'"],
  ["missing metadata", exchange({ data: [] }), "body must have required property 'metadata'"],
  ["a failure in an unknown format", exchange({}, 403), "body must have required property 'errors'"],
  ["a 401 without WWW-Authenticate", exchange(failureBody, 401), "header www-authenticate is missing"],
  [
    "a rate limit that is not an integer",
    exchange({ metadata: {}, data: [] }, 200, { "x-ratelimit-limit": "many" }),
    "header x-ratelimit-limit must be integer",
  ],
  ["another method", { ...listOf(), method: "POST" }, `the contract has no POST ${ORGANIZATIONS_PATH}`],
  ["page_size=101", { ...listOf(), query: { page_size: "101" } }, "page_size must be <= 100"],
  ["an unknown parameter", { ...listOf(), query: { id: "a" } }, "query parameter id is not in the contract"],
])("reports %s", (_what, rejected, violation) => {
  expect(checkExchange(rejected)).toContainEqual(expect.stringContaining(violation));
});
