import type { Emulator } from "../../emulator/index";
import { create, update } from "../../provider/lifecycle";
import { startCheckedEmulator } from "../contract/checkedEmulator";
import { expectJsonClean } from "../support/clean";
import { emulatorContext, scriptedContext } from "../support/context";
import { failureOf } from "../support/failureOf";
import {
  body,
  deletedBody,
  foreignBody,
  handedOver,
  INPUTS,
  ORGANIZATION,
  OTHER_ORGANIZATION,
  page,
  stateOf,
} from "../support/mappings";

const OLDS = handedOver("group-a");
const WISH = { ...INPUTS, filter: "everybody", __provider: "exports.handler = …" };

test("update keeps the state if the response is about another organization", async () => {
  const context = scriptedContext([{ status: 200, body: foreignBody("group-a") }]);
  const { message } = await failureOf(update(context, "group-a", OLDS, WISH));
  expect(message).toContain(ORGANIZATION);
  expect(message).toContain(OTHER_ORGANIZATION);
});

test("update of another property does not change a filter that the API only reformatted", async () => {
  const context = scriptedContext([{ status: 200, body: body("group-a", { description: "new" }) }]);
  const olds = { ...OLDS, filter: "'admins'   in groups" };
  await update(context, "group-a", olds, { ...INPUTS, description: "new" });
  expect(context.api.requests.map(({ body: sent }) => sent)).toEqual([{ description: "new" }]);
});

describe("update with the emulator", () => {
  let emulator: Emulator;

  beforeEach(async () => {
    emulator = await startCheckedEmulator();
  });
  afterEach(() => emulator.close());

  test.each([
    [{ displayName: "Administrators" }, { display_name: "Administrators" }],
    [{ description: "" }, { description: "" }],
    [{ filter: "everybody" }, { filter: "everybody" }],
    [
      { displayName: "a", description: "b", filter: "c" },
      { display_name: "a", description: "b", filter: "c" },
    ],
  ])("to %j is one PATCH with nothing else", async (change, patch) => {
    const context = emulatorContext(emulator);
    const { id, outs } = await create(context, INPUTS);
    const result = await update(context, id, { ...outs }, { ...INPUTS, ...change });
    const updatedAt = emulator.mappings()[0]?.metadata?.updated_at;
    expect(result.outs).toStrictEqual({ ...outs, ...change, updatedAt });
    expectJsonClean(result);
    const [, sent, ...more] = emulator.requests();
    expect(more).toEqual([]);
    expect(sent).toMatchObject({ method: "PATCH", path: `/iam/v2/sso/group-mappings/${id}`, body: patch });
  });

  test("of a mapping that somebody deleted explains how to create it again", async () => {
    const context = emulatorContext(emulator);
    await create(context, INPUTS);
    const olds = { ...OLDS, resourceName: emulator.mappings()[0]?.metadata?.resource_name };
    const error = await failureOf(update(context, "group-gone", olds, WISH));
    expect(error.message).toContain(
      'Cannot update group mapping "Admins" (group-gone): it was deleted outside Pulumi.',
    );
    expect(error.message).toContain("`pulumi up --refresh`");
  });
});

test("update without a changed property sends nothing and keeps the state", async () => {
  const { api, ...context } = scriptedContext();
  const result = await update(context, "group-a", OLDS, {
    ...INPUTS,
    __provider: "exports.handler = something else",
  });
  expect(result).toStrictEqual({ outs: stateOf("group-a") });
  expect(result.outs).not.toBe(OLDS);
  expect(api.sent()).toEqual([]);
});

describe("update with an incomplete response keeps the known values", () => {
  test.each<[string, unknown]>([
    ["no body", undefined],
    ["an empty object", {}],
    [
      "an empty id and empty fields",
      body("", { display_name: "", filter: "", principal: "", state: "", metadata: {} }),
    ],
    ["null", { id: null, metadata: null, description: null, filter: null, principal: null }],
    ["empty metadata", { id: "group-a", metadata: { resource_name: "", created_at: "", updated_at: null } }],
  ])("%s", async (_what, answered) => {
    const context = scriptedContext([{ status: 200, body: answered }]);
    const result = await update(context, "group-a", OLDS, WISH);
    expect(result).toStrictEqual({ outs: { ...stateOf("group-a"), filter: "everybody" } });
    expectJsonClean(result);
  });

  test("a state of an older version gets the outputs of the response", async () => {
    const context = scriptedContext([{ status: 200, body: body("group-a", { filter: "everybody" }) }]);
    const { outs } = await update(context, "group-a", { ...INPUTS }, WISH);
    expect(outs).toStrictEqual({ ...stateOf("group-a"), filter: "everybody" });
  });
});

const DELETED = "it was deleted outside Pulumi";

describe("update of a mapping that the API rejects", () => {
  const forbidden = { status: 403, body: { message: "resource not found" } };

  test.each<[string, unknown[]]>([
    ["the list does not have it", [body("group-b")]],
    ["the list has it as deleted", [body("group-b"), deletedBody("group-a")]],
  ])("says that it is gone if %s", async (_what, listed) => {
    for (const status of [403, 404]) {
      const context = scriptedContext([{ status }, { status: 200, body: page(listed) }]);
      const { message } = await failureOf(update(context, "group-a", OLDS, WISH));
      expect(message).toContain(DELETED);
    }
  });

  test("says that it is gone if the response says that it is deleted", async () => {
    const { api, ...context } = scriptedContext([{ status: 200, body: deletedBody("group-a") }]);
    const { message } = await failureOf(update(context, "group-a", OLDS, WISH));
    expect(message).toContain(DELETED);
    expect(api.sent()).toEqual(["PATCH group-mappings/group-a"]);
  });

  test("reports missing permission if the list has it", async () => {
    const context = scriptedContext([forbidden, { status: 200, body: page([body("group-a")]) }]);
    const error = await failureOf(update(context, "group-a", OLDS, WISH));
    expect(error.message).not.toContain(DELETED);
    expect(error.message).toContain('Cannot update group mapping "Admins" (group-a): the API answered 403');
    expect(error.message).toContain("The state is kept");
  });

  test("reports the credentials if the list belongs to another organization", async () => {
    const context = scriptedContext([forbidden, { status: 200, body: page([foreignBody("group-x")]) }]);
    const error = await failureOf(update(context, "group-a", OLDS, WISH));
    expect(error.message).not.toContain(DELETED);
    expect(error.message).toContain(ORGANIZATION);
    expect(error.message).toContain(OTHER_ORGANIZATION);
  });

  test.each([400, 401, 402, 409, 422, 429, 500])("reports a %i without reading the list", async (status) => {
    const { api, ...context } = scriptedContext([{ status, body: { message: "the reason" } }]);
    const error = await failureOf(update(context, "group-a", OLDS, WISH));
    expect(error).toMatchObject({ status });
    expect(error.message).toContain("the reason");
    expect(api.sent()).toHaveLength(1);
  });
});
