import { Agent, request, type IncomingMessage } from "node:http";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { DEFAULT_CREDENTIALS, startEmulator, type Emulator } from "../../emulator/index";
import { COLLECTION_PATH } from "../../provider/wire";
import { retainedBufferBytes } from "../support/retainedBufferBytes";
import { authorizationOf } from "./client";

const MEBIBYTE = 1_048_576;
const SENT_MEBIBYTES = 64;

/** Far below what is sent, far above what sockets and the test itself need. */
const MAX_RETAINED_BYTES = 8 * MEBIBYTE;

let emulator: Emulator;
let agent: Agent;

beforeEach(async () => {
  emulator = await startEmulator();
  agent = new Agent({ keepAlive: true });
});

afterEach(async () => {
  agent.destroy();
  await emulator.close();
});

test("a body far over the limit is not retained, neither while it arrives nor after the 413", async () => {
  const before = retainedBufferBytes();
  const sent = request(`${emulator.url}${COLLECTION_PATH}`, {
    method: "POST",
    agent,
    headers: {
      authorization: authorizationOf(DEFAULT_CREDENTIALS),
      "content-type": "application/json",
      "content-length": SENT_MEBIBYTES * MEBIBYTE + 1,
    },
  });
  const responded = once(sent, "response") as Promise<[IncomingMessage]>;
  const chunk = Buffer.alloc(MEBIBYTE, "a");
  for (let count = 0; count < SENT_MEBIBYTES; count += 1) {
    await new Promise((resolve) => sent.write(chunk, resolve));
  }
  expect(retainedBufferBytes() - before).toBeLessThan(MAX_RETAINED_BYTES);
  sent.end("a");
  const [response] = await responded;
  expect(await text(response)).toContain("The body has more than 1048576 bytes");
  expect(response.statusCode).toBe(413);
  expect(retainedBufferBytes() - before).toBeLessThan(MAX_RETAINED_BYTES);
});
