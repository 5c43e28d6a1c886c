import type { Emulator } from "../../emulator/index";
import { startCheckedEmulator } from "../contract/checkedEmulator";
import { credentialsOf, environmentOf } from "../support/emulatorEnvironment";
import { until } from "../support/until";
import { Stack } from "./support/stack";

const COUNT = 200;

/** Each test starts with the state of the previous one. */
describe("an interrupted up of 200 mappings, and then an API that rejects everything", () => {
  let emulator: Emulator;
  let stack: Stack;

  beforeAll(async () => {
    emulator = await startCheckedEmulator();
    stack = await Stack.start({
      program: `for (let n = 0; n < ${COUNT}; n++) new sso.GroupMapping("m" + n, { displayName: "M" + n, filter: "g" + n });`,
      env: environmentOf(emulator),
      secrets: [credentialsOf(emulator)],
    });
  });

  afterAll(async () => {
    await stack.close();
    await emulator.close();
  });

  const ids = () => emulator.mappings().map(({ id }) => id);
  const storedIds = async () => (await stack.mappings()).map(({ id }) => id);

  test("after Ctrl-C during an up, the created mappings are in the state", async () => {
    emulator.addFault({ on: { method: "POST", times: 12 }, do: { delayMs: 1500 } });
    const running = stack.begin(["up", "--parallel", "2"]);
    await until(() => emulator.mappings().length >= 2);
    running.interrupt();
    const { code } = await running.ended;
    expect(code).not.toBe(0);
    expect(ids().length).toBeLessThan(12);
    expect((await storedIds()).sort()).toEqual(ids().sort());
  });

  test("the next up creates the other mappings with one list and one POST each, and a refresh finds all", async () => {
    const created = ids().length;
    const seen = emulator.requests().length;
    await stack.up();
    expect(
      emulator
        .requests()
        .slice(seen)
        .map(({ method }) => method),
    ).toEqual(["GET", ...Array<string>(COUNT - created).fill("POST")]);
    expect(new Set(emulator.mappings().map(({ display_name }) => display_name)).size).toBe(COUNT);
    await stack.refresh("--expect-no-changes");
  });

  test("refresh and destroy keep the state after a 403 if the list is rejected too", async () => {
    const before = await stack.mappings();
    emulator.addFault({
      on: { times: Infinity },
      do: { status: 403, body: { errors: [{ status: "403", detail: "Forbidden by IP filter" }] } },
    });
    for (const command of ["refresh", "destroy"]) {
      await expect(stack.failing([command])).resolves.toContain("Forbidden by IP filter");
    }
    await expect(stack.mappings()).resolves.toEqual(before);
    expect(emulator.mappings()).toHaveLength(COUNT);
  });
});
