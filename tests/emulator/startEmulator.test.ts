import { Agent, request } from "node:http";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { once } from "node:events";
import { DEFAULT_CREDENTIALS, startEmulator, type Emulator } from "../../emulator/index";
import { COLLECTION_PATH } from "../../provider/wire";
import { authorizationOf, call, create, names } from "./client";

let emulator: Emulator;

beforeEach(async () => {
  emulator = await startEmulator();
});

afterEach(() => emulator.close());

const portOf = ({ url }: Emulator): number => Number(new URL(url).port);

test("listens on a free port of 127.0.0.1, or on the given port", async () => {
  expect(emulator.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  await emulator.close();
  const again = await startEmulator({ port: portOf(emulator) });
  expect(again.url).toBe(emulator.url);
  await again.close();
});

test("fails if the port is in use", async () => {
  await expect(startEmulator({ port: portOf(emulator) })).rejects.toThrow("EADDRINUSE");
});

test("every response has a unique request id", async () => {
  const answers = await Promise.all([
    call(emulator.url, "GET"),
    call(emulator.url, "GET", "/elsewhere"),
    call(emulator.url, "GET", COLLECTION_PATH, { authorization: "" }),
    call(emulator.url, "POST", COLLECTION_PATH, { body: "{" }),
  ]);
  const ids = answers.map(({ headers }) => headers["x-request-id"]);
  expect(answers.map(({ status }) => status)).toEqual([200, 404, 401, 400]);
  expect(new Set(ids.filter((id) => id !== undefined)).size).toBe(answers.length);
});

test("an invalid HTTP request returns 400", async () => {
  const socket = connect(portOf(emulator), "127.0.0.1");
  socket.write("NONSENSE\r\n\r\n");
  const answer = await text(socket);
  expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
});

test("reset removes mappings, requests, and faults", async () => {
  await create(emulator.url);
  emulator.addFault({ on: { times: Infinity }, do: "reset" });
  await emulator.reset();
  expect(emulator.mappings()).toEqual([]);
  expect(emulator.requests()).toEqual([]);
  expect(await names(emulator.url)).toEqual([]);
});

test("close ends keep-alive connections, and can be called repeatedly", async () => {
  const agent = new Agent({ keepAlive: true });
  const headers = { authorization: authorizationOf(DEFAULT_CREDENTIALS) };
  const asked = request(`${emulator.url}${COLLECTION_PATH}`, { agent, headers }).end();
  asked.on("response", (response) => response.resume());
  const [socket] = await new Promise<[NodeJS.EventEmitter]>((fulfil) => {
    agent.on("free", (free: NodeJS.EventEmitter) => {
      fulfil([free]);
    });
  });
  const ended = once(socket, "close");
  await Promise.all([emulator.close(), emulator.close()]);
  await ended;
  await emulator.close();
  await expect(call(emulator.url, "GET")).rejects.toThrow("fetch failed");
});

test("close does not wait for a delayed response", async () => {
  emulator.addFault({ on: {}, do: { delayMs: 2_147_483_647 } });
  const held = create(emulator.url);
  const failed = expect(held).rejects.toThrow("fetch failed");
  while (emulator.mappings().length === 0) {
    await new Promise(setImmediate);
  }
  await emulator.close();
  await failed;
});

test("its functions can be called without the object, for example after destructuring", async () => {
  const { mappings, requests, addFault, reset, close } = emulator;
  addFault({ on: {}, do: "reset" });
  await reset();
  expect([...mappings(), ...requests()]).toEqual([]);
  await close();
});
