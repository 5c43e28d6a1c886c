import {
  createApi,
  DEFAULT_CREDENTIALS,
  type EmulatorRequest,
  type EmulatorResponse,
} from "../../emulator/index";
import { COLLECTION_PATH } from "../../provider/wire";
import { authorizationOf, DEVELOPERS } from "./client";

const URL_OF_API = "http://emulator.test";

function request(method: string, more: Partial<EmulatorRequest> = {}): EmulatorRequest {
  const headers = { Authorization: authorizationOf(DEFAULT_CREDENTIALS), "Content-Type": "application/json" };
  return { method, url: COLLECTION_PATH, headers, ...more };
}

const post = request("POST", { body: JSON.stringify(DEVELOPERS) });

function bodyOf(response: EmulatorResponse): unknown {
  return response.kind === "response" ? JSON.parse(response.body) : response;
}

test("handle works without a socket, and uses the given base URL", async () => {
  const api = createApi(() => URL_OF_API);
  const created = await api.handle(post);
  expect(created).toMatchObject({ kind: "response", status: 201 });
  const [mapping] = api.mappings();
  expect(bodyOf(created)).toEqual(mapping);
  expect(mapping?.metadata?.self).toBe(`${URL_OF_API}${COLLECTION_PATH}/${mapping?.id ?? ""}`);
});

test("handle accepts an absolute URL, and ignores the case of the method and of header names", async () => {
  const api = createApi(() => URL_OF_API);
  await api.handle(post);
  const url = `https://api.confluent.cloud${COLLECTION_PATH}?page_size=1`;
  const listed = await api.handle(request("get", { url }));
  expect(bodyOf(listed)).toMatchObject({ data: [DEVELOPERS] });
  expect(api.requests().at(-1)).toMatchObject({
    method: "GET",
    path: COLLECTION_PATH,
    query: { page_size: "1" },
  });
});

test("handle returns a reset and a lost answer as values, and executes the request only for a lost answer", async () => {
  const api = createApi(() => URL_OF_API);
  api.addFault({ on: { nth: 1 }, do: "reset" });
  api.addFault({ on: { nth: 2 }, do: "lost answer" });
  expect(await api.handle(post)).toEqual({ kind: "reset" });
  expect(api.mappings()).toHaveLength(0);
  expect(await api.handle(post)).toEqual({ kind: "lost answer" });
  expect(api.mappings()).toHaveLength(1);
  expect(api.requests().map(({ response }) => response)).toEqual([undefined, undefined]);
});

test("an invalid clock causes a 500 with the reason, and changes nothing", async () => {
  const api = createApi(() => URL_OF_API, { clock: () => NaN });
  const answer = await api.handle(post);
  expect(answer).toMatchObject({ kind: "response", status: 500 });
  expect(bodyOf(answer)).toMatchObject({ errors: [{ status: "500", detail: "Invalid time value" }] });
  expect(api.mappings()).toEqual([]);
});
