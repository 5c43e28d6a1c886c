import { create, remove } from "../../provider/lifecycle";
import { startCheckedEmulator } from "../contract/checkedEmulator";
import { emulatorContext, scriptedContext } from "../support/context";
import { failureOf } from "../support/failureOf";
import { handedOver, INPUTS } from "../support/mappings";
import type { Step } from "../support/scriptedApi";

const OLDS = handedOver("group-a");

test("delete is one DELETE, and returns nothing", async () => {
  const emulator = await startCheckedEmulator();
  const context = emulatorContext(emulator);
  const { id, outs } = await create(context, INPUTS);
  await expect(remove(context, id, { ...outs })).resolves.toBeUndefined();
  expect(emulator.mappings()).toEqual([]);
  expect(emulator.requests().map(({ method }) => method)).toEqual(["POST", "DELETE"]);
  await emulator.close();
});

test("delete succeeds for a mapping that is already being deleted", async () => {
  const emulator = await startCheckedEmulator({ deletionLag: 60_000 });
  const context = emulatorContext(emulator);
  const { id, outs } = await create(context, INPUTS);
  await remove(context, id, { ...outs });
  await expect(remove(context, id, { ...outs })).resolves.toBeUndefined();
  await emulator.close();
});

test.each([400, 401, 409, 429, 500])("delete fails after %i, and the state is kept", async (status) => {
  const { api, ...context } = scriptedContext([{ status, body: { message: "the reason" } }]);
  const error = await failureOf(remove(context, "group-a", OLDS));
  expect(error).toMatchObject({ status });
  expect(error.message).toContain("Cannot delete group mapping group-a: ");
  expect(error.message).toContain("the reason");
  expect(api.sent()).toEqual(["DELETE group-mappings/group-a"]);
});

test("delete identifies a mapping with an unknown name by its id", async () => {
  const context = scriptedContext([{ status: 500 }]);
  const { message } = await failureOf(remove(context, "group-a", {}));
  expect(message).toContain("Cannot delete group mapping group-a: the API answered 500");
});

describe("delete if a success is not a response of the API", () => {
  const odd: Step = { status: 200, body: "<html>Sign in</html>" };

  test("fails if the same happens again, and the state is kept", async () => {
    const { api, ...context } = scriptedContext([odd, odd]);
    const error = await failureOf(remove(context, "group-a", OLDS));
    expect(error.message).toContain("Cannot delete group mapping group-a: ");
    expect(error.message).toContain("cannot be read");
    expect(api.sent()).toEqual(["DELETE group-mappings/group-a", "DELETE group-mappings/group-a"]);
  });

  test("is sent once more, and succeeds", async () => {
    const { api, ...context } = scriptedContext([odd, { status: 204 }]);
    await expect(remove(context, "group-a", OLDS)).resolves.toBeUndefined();
    expect(api.sent()).toEqual(["DELETE group-mappings/group-a", "DELETE group-mappings/group-a"]);
  });
});
