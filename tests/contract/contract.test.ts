import { startEmulator, type RecordedExchange } from "../../emulator/index";
import { COLLECTION_PATH, type GroupMapping } from "../../provider/wire";
import { call, create, DEVELOPERS } from "../emulator/client";
import { startCheckedEmulator } from "./checkedEmulator";
import { checkExchange } from "./contract";

const REQUEST_ID = { "x-request-id": "r" };
const JSON_TYPE = { "content-type": "application/json" };

const MAPPING: GroupMapping = { id: "group-a", ...DEVELOPERS, principal: "group-a", state: "ENABLED" };

const listed: RecordedExchange = {
  method: "GET",
  path: COLLECTION_PATH,
  query: {},
  headers: {},
  body: undefined,
  faulted: false,
  response: {
    status: 200,
    headers: { ...REQUEST_ID, ...JSON_TYPE },
    body: { metadata: { next: null }, data: [MAPPING] },
  },
};

const created: RecordedExchange = {
  ...listed,
  method: "POST",
  headers: JSON_TYPE,
  body: DEVELOPERS,
  response: {
    status: 201,
    headers: { ...REQUEST_ID, ...JSON_TYPE, location: `http://127.0.0.1:1${COLLECTION_PATH}/group-a` },
    body: MAPPING,
  },
};

const deleted: RecordedExchange = {
  ...listed,
  method: "DELETE",
  path: `${COLLECTION_PATH}/group-a`,
  response: { status: 204, headers: REQUEST_ID, body: undefined },
};

/** Returns the exchange with another response. */
function answering(
  exchange: RecordedExchange,
  response: Partial<RecordedExchange["response"]>,
): RecordedExchange {
  const { status = 0, headers = {}, body } = { ...exchange.response, ...response };
  return { ...exchange, response: { status, headers, body } };
}

const failureBody = { errors: [{ status: "400", detail: "no" }] };

test.each([
  ["a list", listed],
  ["a list with null as data, which is nullable", answering(listed, { body: { metadata: {}, data: null } })],
  ["a creation", created],
  ["a deletion", deleted],
  ["an exchange without a response", { ...deleted, response: undefined }],
  [
    "a JSON type with a character set",
    { ...created, headers: { "content-type": "application/json; charset=utf-8" } },
  ],
  ["page_size=100", { ...listed, query: { page_size: "100", page_token: "t" } }],
  ["a failure", answering(listed, { status: 400, body: failureBody })],
  ["a failure in another known format", answering(listed, { status: 500, body: { error: "invalid" } })],
] as [string, RecordedExchange][])("%s matches the contract", (_what, exchange) => {
  expect(checkExchange(exchange)).toEqual([]);
});

test.each([
  ["an unknown path", { ...listed, path: "/elsewhere" }, "the contract has no GET /elsewhere"],
  ["an unknown method", { ...listed, method: "PUT" }, `the contract has no PUT ${COLLECTION_PATH}`],
  ["page_size=0", { ...listed, query: { page_size: "0" } }, "query parameter page_size must be >= 1"],
  ["page_size=101", { ...listed, query: { page_size: "101" } }, "query parameter page_size must be <= 100"],
  ["page_size=ten", { ...listed, query: { page_size: "ten" } }, "query parameter page_size must be integer"],
  [
    "an unknown parameter",
    { ...listed, query: { offset: "1" } },
    "query parameter offset is not in the contract",
  ],
  ["a long id", { ...deleted, path: `${COLLECTION_PATH}/${"x".repeat(256)}` }, "must NOT have more than 255"],
  ["an unexpected body", { ...deleted, body: {} }, "request: the contract has no body here"],
  ["a missing body", { ...created, body: undefined }, "request: body must be object"],
  [
    "a missing property",
    { ...created, body: { filter: "x", display_name: "y" } },
    "must have required property 'description'",
  ],
  [
    "a property of another type",
    { ...created, body: { ...DEVELOPERS, filter: 1 } },
    "body/filter must be string",
  ],
  ["a body without a content type", { ...created, headers: {} }, 'content-type is "", not application/json'],
] as [string, RecordedExchange, string][])(
  "a request with %s is a violation",
  (_what, exchange, violation) => {
    expect(checkExchange(exchange)).toEqual([expect.stringContaining(violation)]);
  },
);

test.each([
  ["no request id", answering(deleted, { headers: {} }), "response 204: header x-request-id is missing"],
  ["a status that is not declared", answering(listed, { status: 418 }), "the status is not declared"],
  [
    "a property missing",
    answering(created, { body: { ...MAPPING, principal: undefined } }),
    "required property 'principal'",
  ],
  [
    "null in a property that is not nullable",
    answering(created, { body: { ...MAPPING, filter: null } }),
    "body/filter must be string",
  ],
  [
    "an invalid time",
    answering(created, { body: { ...MAPPING, metadata: { created_at: "today" } } }),
    'must match format "date-time"',
  ],
  ["a body with 204", answering(deleted, { body: {} }), "response 204: the contract has no body here"],
  [
    "another content type",
    answering(listed, { headers: { ...REQUEST_ID, "content-type": "text/html" } }),
    'content-type is "text/html"',
  ],
  [
    "201 without Location",
    answering(created, { headers: { ...REQUEST_ID, ...JSON_TYPE } }),
    "header location is missing",
  ],
  [
    "a Location that is not a URL",
    answering(created, { headers: { ...created.response?.headers, location: "no url" } }),
    'header location must match format "uri"',
  ],
  [
    "401 without WWW-Authenticate",
    answering(listed, { status: 401, body: failureBody }),
    "header www-authenticate is missing",
  ],
  [
    "a rate limit that is not an integer",
    answering(listed, { headers: { ...listed.response?.headers, "x-ratelimit-reset": "soon" } }),
    "header x-ratelimit-reset must be integer",
  ],
] as [string, RecordedExchange, string][])(
  "a response with %s is a violation",
  (_what, exchange, violation) => {
    expect(checkExchange(exchange)).toEqual([expect.stringContaining(violation)]);
  },
);

test("only the request of a faulted exchange is checked", () => {
  const wrong = answering(listed, { status: 418, headers: {} });
  expect(checkExchange({ ...wrong, faulted: true })).toEqual([]);
  expect(checkExchange({ ...wrong, faulted: true, query: { page_size: "0" } })).toHaveLength(1);
});

describe("startCheckedEmulator", () => {
  test("closes without an error if all exchanges match the contract", async () => {
    const emulator = await startCheckedEmulator({ quota: 1 });
    await create(emulator.url);
    expect(await call(emulator.url, "POST", COLLECTION_PATH, { body: DEVELOPERS })).toMatchObject({
      status: 402,
    });
    await emulator.close();
  });

  test("closes with a list of all violations, including those before reset", async () => {
    const emulator = await startCheckedEmulator();
    await call(emulator.url, "GET", `${COLLECTION_PATH}?page_size=0`);
    await emulator.reset();
    await call(emulator.url, "POST", COLLECTION_PATH, { body: {} });
    await expect(emulator.close()).rejects.toThrow(
      /page_size must be >= 1\n.*POST.*'display_name'\n.*POST.*'description'\n.*POST.*'filter'$/,
    );
    await expect(call(emulator.url, "GET")).rejects.toThrow("fetch failed");
  });

  test("does not report expected violations", async () => {
    const emulator = await startCheckedEmulator({
      expectViolations: ({ query }) => query["page_size"] === "0",
    });
    await call(emulator.url, "GET", `${COLLECTION_PATH}?page_size=0`);
    await emulator.close();
    const strict = await startEmulator();
    await call(strict.url, "GET", `${COLLECTION_PATH}?page_size=0`);
    expect(strict.requests().flatMap(checkExchange)).toHaveLength(1);
    await strict.close();
  });
});
