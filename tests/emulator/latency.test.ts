import type { Emulator } from "../../emulator/index";
import { COLLECTION_PATH } from "../../provider/wire";
import { startCheckedEmulator } from "../contract/checkedEmulator";
import { call, create, DEVELOPERS } from "./client";

const slept = jest.fn<Promise<void>, [number]>(() => Promise.resolve());

let emulator: Emulator;

beforeEach(async () => {
  slept.mockReset();
  slept.mockResolvedValue();
  emulator = await startCheckedEmulator({ latencyMs: 80, sleep: (milliseconds) => slept(milliseconds) });
});

afterEach(() => emulator.close());

test("every response is delayed by the latency, after the request is executed", async () => {
  slept.mockImplementationOnce(() => {
    expect(emulator.mappings()).toMatchObject([DEVELOPERS]);
    expect(emulator.requests()[0]).not.toHaveProperty("response");
    return Promise.resolve();
  });
  await create(emulator.url);
  expect(slept.mock.calls).toEqual([[80]]);
});

test("error responses and fault responses are delayed too, and the delay of a fault is added", async () => {
  emulator.setRateLimit({ requestsPerSecond: 0.1, burst: 1 });
  emulator.addFault({ on: { nth: 1 }, do: { status: 503 } });
  emulator.addFault({ on: { nth: 2 }, do: { delayMs: 1_000 } });
  const answers = [];
  for (let count = 0; count < 3; count += 1) {
    answers.push((await call(emulator.url, "GET", COLLECTION_PATH)).status);
  }
  expect(answers).toEqual([503, 200, 429]);
  expect(slept.mock.calls).toEqual([[80], [1_080], [80]]);
});
