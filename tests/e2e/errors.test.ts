import type { Emulator } from "../../emulator/index";
import { startCheckedEmulator } from "../contract/checkedEmulator";
import { credentialsOf, environmentOf } from "../support/emulatorEnvironment";
import { until } from "../support/until";
import { Stack } from "./support/stack";

const mapping = (name: string) =>
  `new sso.GroupMapping("${name}", { displayName: "${name}", filter: "${name}" });\n`;

describe("what a user sees when something is wrong", () => {
  let emulator: Emulator;
  let stack: Stack;

  beforeEach(async () => {
    emulator = await startCheckedEmulator();
    stack = await Stack.start({
      program: mapping("one"),
      env: environmentOf(emulator),
      secrets: [credentialsOf(emulator)],
    });
  });

  afterEach(async () => {
    await stack.close();
    await emulator.close();
  });

  test("a 422 is shown with every detail and its pointer", async () => {
    emulator.addFault({
      on: { method: "POST" },
      do: {
        status: 422,
        headers: { "x-request-id": "request-42" },
        body: {
          errors: [
            {
              status: "422",
              code: "invalid_filter",
              detail: "Filter is invalid",
              source: { pointer: "/filter" },
            },
            { status: "422", detail: "Too long", source: { pointer: "/display_name" } },
          ],
        },
      },
    });
    const output = await stack.failing(["up"]);
    expect(output).toContain(
      'Cannot create group mapping "one": the API answered 422 Unprocessable Entity (request id request-42).',
    );
    expect(output).toContain("- /filter: Filter is invalid [invalid_filter]");
    expect(output).toContain("- /display_name: Too long");
    await expect(stack.mappings()).resolves.toEqual([]);
  });

  test("inputs that cannot be right are refused in preview, each by name, before anything is sent", async () => {
    await stack.setProgram('new sso.GroupMapping("one", { display_name: "One", filter: "" });');
    const output = await stack.failing(["preview"]);
    expect(output).toContain("display_name is not a property of a GroupMapping. Did you mean displayName?");
    expect(output).toContain("displayName is missing");
    expect(output).toContain("filter is empty");
    expect(emulator.requests()).toEqual([]);
  });

  test("a 401 in refresh, and a 403 whose list is refused too, keep the state, in refresh and in destroy", async () => {
    await stack.up();
    const before = await stack.mappings();
    emulator.addFault({
      on: { method: "GET" },
      do: {
        status: 401,
        headers: { "www-authenticate": 'Basic error_description="The API Key is disabled"' },
        body: "",
      },
    });
    await expect(stack.failing(["refresh"])).resolves.toContain("The API Key is disabled");
    await expect(stack.mappings()).resolves.toEqual(before);
    emulator.addFault({
      on: { times: Infinity },
      do: { status: 403, body: { errors: [{ status: "403", detail: "Forbidden by IP filter" }] } },
    });
    for (const command of ["refresh", "destroy"]) {
      const output = await stack.failing([command]);
      expect(output).toContain("Forbidden by IP filter");
      expect(output).toContain("The list of group mappings is refused as well");
    }
    await expect(stack.mappings()).resolves.toEqual(before);
    expect(emulator.mappings()).toHaveLength(1);
  });

  test("Ctrl-C in the middle of an up: what was created is in the state, and the next up creates the rest", async () => {
    const names = Array.from({ length: 12 }, (_, index) => `m${index}`);
    await stack.setProgram(names.map(mapping).join(""));
    emulator.addFault({ on: { method: "POST", times: Infinity }, do: { delayMs: 1500 } });
    const running = stack.begin(["up", "--parallel", "2"]);
    await until(() => emulator.mappings().length >= 2);
    running.interrupt();
    const { code } = await running.ended;
    expect(code).not.toBe(0);
    const created = emulator.mappings().map(({ id }) => id);
    expect(created.length).toBeLessThan(names.length);
    expect((await stack.mappings()).map(({ id }) => id).sort()).toEqual([...created].sort());
    await stack.up();
    expect(
      emulator
        .mappings()
        .map(({ display_name }) => display_name)
        .sort(),
    ).toEqual([...names].sort());
  });

  test("200 mappings in one up are one list and 200 POSTs, and a refresh finds them all", async () => {
    await stack.setProgram(
      `for (let n = 0; n < 200; n++) new sso.GroupMapping("m" + n, { displayName: "M" + n, filter: "g" + n });`,
    );
    await stack.up();
    expect(emulator.mappings()).toHaveLength(200);
    expect(emulator.requests().map(({ method }) => method)).toEqual([
      "GET",
      ...Array<string>(200).fill("POST"),
    ]);
    await stack.refresh("--expect-no-changes");
    await stack.destroy();
    expect(emulator.mappings()).toEqual([]);
  });
});
