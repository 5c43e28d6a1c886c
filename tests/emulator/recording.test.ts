import { DEFAULT_CREDENTIALS, type Emulator } from "../../emulator/index";
import { COLLECTION_PATH } from "../../provider/wire";
import { startCheckedEmulator } from "../contract/checkedEmulator";
import { anyExchange, authorizationOf, call, create, DEVELOPERS, itemPath } from "./client";

let emulator: Emulator;
let url: string;

async function start(): Promise<void> {
  emulator = await startCheckedEmulator({ expectViolations: anyExchange });
  ({ url } = emulator);
}

afterEach(() => emulator.close());

test("an exchange is recorded with its request and response", async () => {
  await start();
  const created = await create(url);
  expect(emulator.requests()).toEqual([
    {
      method: "POST",
      path: COLLECTION_PATH,
      query: {},
      headers: expect.objectContaining({ "content-type": "application/json" }) as unknown,
      body: DEVELOPERS,
      faulted: false,
      response: {
        status: 201,
        headers: {
          "content-type": "application/json",
          location: `${url}${itemPath(created)}`,
          "x-request-id": expect.stringMatching(/^[0-9a-f]{32}$/) as unknown,
        },
        body: created,
      },
    },
  ]);
});

test("the query is decoded, and a body that is not JSON is a string", async () => {
  await start();
  await call(url, "GET", `${COLLECTION_PATH}?page_size=3&page_token=a%20b`);
  await call(url, "POST", COLLECTION_PATH, { body: "not JSON" });
  await call(url, "DELETE", `${COLLECTION_PATH}/group-x`);
  expect(emulator.requests()).toMatchObject([
    { method: "GET", path: COLLECTION_PATH, query: { page_size: "3", page_token: "a b" }, body: undefined },
    { method: "POST", body: "not JSON" },
    { method: "DELETE", path: `${COLLECTION_PATH}/group-x` },
  ]);
});

test.each([
  [authorizationOf(DEFAULT_CREDENTIALS), "Basic [redacted]"],
  ["Bearer very-secret", "Bearer [redacted]"],
  ["very-secret", "[redacted]"],
])("the secret in the authorization %s is not recorded", async (authorization, recorded) => {
  await start();
  await call(url, "GET", COLLECTION_PATH, { authorization });
  expect(emulator.requests()[0]?.headers["authorization"]).toBe(recorded);
  expect(JSON.stringify(emulator.requests())).not.toContain(authorization.replace(/^\S+ /, ""));
});

test("requests() and mappings() return copies", async () => {
  await start();
  await create(url);
  const [exchange] = emulator.requests();
  const [mapping] = emulator.mappings();
  Object.assign(exchange ?? {}, { method: "CHANGED" });
  Object.assign(mapping ?? {}, { display_name: "changed" });
  expect(emulator.requests()).toMatchObject([{ method: "POST" }]);
  expect(emulator.mappings()).toMatchObject([DEVELOPERS]);
});
