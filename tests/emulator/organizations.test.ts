import { DEFAULT_CREDENTIALS, DEFAULT_ORGANIZATION_ID, type EmulatorCredentials } from "../../emulator/index";
import { ORGANIZATIONS_PATH } from "../../provider/wire";
import { call, failure, list, refused } from "./client";
import { OTHER_KEY, OTHER_ORGANIZATION, useEmulators } from "./setUp";

const start = useEmulators();

async function organizationIds(url: string, as: EmulatorCredentials): Promise<string[]> {
  const { body } = await call(url, "GET", ORGANIZATIONS_PATH, { as });
  return (body as { data: { id: string }[] }).data.map(({ id }) => id);
}

test("returns the organization of the credentials", async () => {
  const { url } = await start();
  const { status, body } = await call(url, "GET", ORGANIZATIONS_PATH);
  expect(status).toBe(200);
  expect(body).toEqual({
    api_version: "org/v2",
    kind: "OrganizationList",
    metadata: { first: `https://confluent.cloud/api${ORGANIZATIONS_PATH}`, total_size: 1 },
    data: [
      {
        api_version: "org/v2",
        kind: "Organization",
        id: DEFAULT_ORGANIZATION_ID,
        metadata: {
          self: `${url}${ORGANIZATIONS_PATH}/${DEFAULT_ORGANIZATION_ID}`,
          resource_name: `crn://confluent.cloud/organization=${DEFAULT_ORGANIZATION_ID}`,
        },
        display_name: "Emulated Organization",
        jit_enabled: true,
      },
    ],
  });
});

test("returns only the organization of the key that sends the request", async () => {
  const { url } = await start({ credentials: [DEFAULT_CREDENTIALS, OTHER_KEY] });
  expect(await organizationIds(url, DEFAULT_CREDENTIALS)).toEqual([DEFAULT_ORGANIZATION_ID]);
  expect(await organizationIds(url, OTHER_KEY)).toEqual([OTHER_ORGANIZATION]);
});

test.each([
  ["without credentials", ""],
  ["with an unknown token", "Bearer unknown"],
])("returns 401 for a request %s", async (_what, authorization) => {
  const { url } = await start();
  const response = await call(url, "GET", ORGANIZATIONS_PATH, { authorization });
  expect(response).toEqual(failure(401, "user_unauthenticated"));
});

test.each(["1", "100"])("accepts page_size=%s", async (size) => {
  const { url } = await start();
  expect(await call(url, "GET", `${ORGANIZATIONS_PATH}?page_size=${size}`)).toMatchObject({ status: 200 });
});

test.each(["0", "101", "ten", ""])("returns 400 for page_size=%s", async (size) => {
  const { url } = await start({ expectViolations: refused });
  const response = await call(url, "GET", `${ORGANIZATIONS_PATH}?page_size=${size}`);
  expect(response).toMatchObject({ status: 400, body: { errors: [{ source: { parameter: "page_size" } }] } });
});

test("returns 400 for an invalid page token", async () => {
  const { url } = await start();
  const response = await call(url, "GET", `${ORGANIZATIONS_PATH}?page_token=abc`);
  expect(response).toEqual(failure(400, "bad_request", "page_token is not valid"));
});

test("shares the rate limit and its headers with the group mappings", async () => {
  const { url } = await start({ rateLimit: { requestsPerSecond: 0.1, burst: 2 }, clock: () => 0 });
  await list(url);
  const { status, headers } = await call(url, "GET", ORGANIZATIONS_PATH);
  expect(status).toBe(200);
  expect(headers).toMatchObject({
    "x-ratelimit-limit": "2",
    "x-ratelimit-remaining": "0",
    "x-ratelimit-reset": "10",
  });
  const throttled = await call(url, "GET", ORGANIZATIONS_PATH);
  expect(throttled).toEqual(failure(429, "too_many_requests"));
  expect(throttled.headers["retry-after"]).toBe("10");
});

test("delays its responses by the latency", async () => {
  const slept = jest.fn<Promise<void>, [number]>(() => Promise.resolve());
  const { url } = await start({ latencyMs: 80, sleep: (milliseconds) => slept(milliseconds) });
  await call(url, "GET", ORGANIZATIONS_PATH);
  expect(slept.mock.calls).toEqual([[80]]);
});

test("a fault for its path does not affect the group mappings", async () => {
  const emulator = await start();
  const { url } = emulator;
  emulator.addFault({ on: { method: "GET", path: ORGANIZATIONS_PATH }, do: { status: 403 } });
  expect(await call(url, "GET")).toMatchObject({ status: 200 });
  expect(await call(url, "GET", ORGANIZATIONS_PATH)).toMatchObject({ status: 403 });
  expect(await call(url, "GET", ORGANIZATIONS_PATH)).toMatchObject({ status: 200 });
});

test("records its requests and responses", async () => {
  const emulator = await start();
  const { url } = emulator;
  const { body } = await call(url, "GET", `${ORGANIZATIONS_PATH}?page_size=10`);
  expect(emulator.requests()).toMatchObject([
    {
      method: "GET",
      path: ORGANIZATIONS_PATH,
      query: { page_size: "10" },
      headers: { authorization: "Basic [redacted]" },
      faulted: false,
      response: { status: 200, body },
    },
  ]);
});
