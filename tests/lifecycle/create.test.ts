import type { Emulator } from "../../emulator/index";
import { create } from "../../provider/lifecycle";
import { startCheckedEmulator } from "../contract/checkedEmulator";
import { expectJsonClean } from "../support/clean";
import { emulatorContext, scriptedContext } from "../support/context";
import { failureOf } from "../support/failureOf";
import { body, deletedBody, INPUTS, stateInEmulator, stateOf } from "../support/mappings";

const WISH = { ...INPUTS, __provider: "exports.handler = …" };

describe("create with the emulator", () => {
  let emulator: Emulator;

  beforeEach(async () => {
    emulator = await startCheckedEmulator({ quota: 1 });
  });
  afterEach(() => emulator.close());

  test("sends one POST with the three properties, and returns its response as the state", async () => {
    const { id, outs } = await create(emulatorContext(emulator), WISH);
    const [mapping] = emulator.mappings();
    expect(id).toBe(mapping?.id);
    expect(outs).toStrictEqual(stateInEmulator(INPUTS, mapping));
    expectJsonClean({ id, outs });
    expect(emulator.requests()).toHaveLength(1);
    expect(emulator.requests()[0]?.body).toEqual({
      display_name: INPUTS.displayName,
      description: INPUTS.description,
      filter: INPUTS.filter,
    });
  });

  test("sends the description even if it is empty or missing, because the API requires it", async () => {
    const { displayName, filter } = INPUTS;
    const { outs } = await create(emulatorContext(emulator), { displayName, filter });
    expect(outs.description).toBe("");
    expect(emulator.requests()[0]?.body).toMatchObject({ description: "" });
  });

  test("fails above the quota, with the mapping and a remedy", async () => {
    await create(emulatorContext(emulator), WISH);
    const { message } = await failureOf(create(emulatorContext(emulator), WISH));
    expect(message).toContain('Cannot create group mapping "Admins": the API answered 402');
    expect(message).toContain("Confluent Support can raise it");
    expect(message).toContain("Group mappings in the organization now: 1.");
    expect(emulator.mappings()).toHaveLength(1);
  });

  test("says that the mapping may exist if its response is lost", async () => {
    emulator.addFault({ on: { method: "POST" }, do: "lost answer" });
    const { message } = await failureOf(create(emulatorContext(emulator), WISH));
    expect(message).toContain('Cannot create group mapping "Admins": no response from');
    expect(message).toContain("Look for the mapping (by its display name)");
    expect(emulator.requests()).toHaveLength(1);
  });
});

describe("create with an incomplete response", () => {
  test.each<[string, unknown]>([
    ["only an id", { id: "group-a" }],
    [
      "null for all other properties",
      { id: "group-a", metadata: null, display_name: null, filter: null, state: null },
    ],
    [
      "empty strings",
      {
        id: "group-a",
        display_name: "",
        description: "",
        filter: "",
        principal: "",
        state: "",
        metadata: { resource_name: "", created_at: "" },
      },
    ],
  ])(
    "%s returns the inputs as the state, and no property that is undefined or empty",
    async (_what, answered) => {
      const context = scriptedContext([{ status: 201, body: answered }]);
      const result = await create(context, WISH);
      expect(result).toStrictEqual({ id: "group-a", outs: INPUTS });
      expectJsonClean(result);
    },
  );

  test("uses an id that is only in the Location", async () => {
    const headers = { location: "https://api.confluent.cloud/iam/v2/sso/group-mappings/group-a" };
    const context = scriptedContext([{ status: 201, headers }]);
    await expect(create(context, WISH)).resolves.toStrictEqual({ id: "group-a", outs: INPUTS });
  });
});

test("create fails with the name of the mapping if the response says that it is deleted", async () => {
  const context = scriptedContext([{ status: 201, body: deletedBody("group-a") }]);
  const { message } = await failureOf(create(context, WISH));
  expect(message).toContain('Cannot create group mapping "Admins" (group-a)');
  expect(message).toContain("the new mapping is already deleted");
});

test("create stores a filter as the API rewrote it, because a refresh would show the same", async () => {
  const context = scriptedContext([{ status: 201, body: body("group-a", { filter: "admins" }) }]);
  const { outs } = await create(context, WISH);
  expect(outs).toStrictEqual({ ...stateOf("group-a"), filter: "admins" });
});

test("create never returns the same object twice, or its argument, because the host modifies it", async () => {
  const answer = { status: 201, body: body("group-a") };
  const run = () => create(scriptedContext([answer]), WISH);
  const [one, two] = [await run(), await run()];
  expect(one).toStrictEqual(two);
  expect(one).not.toBe(two);
  expect(one.outs).not.toBe(two.outs);
  expect(one.outs).not.toBe(WISH);
});
