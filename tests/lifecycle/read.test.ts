import type { Emulator } from "../../emulator/index";
import { create, read } from "../../provider/lifecycle";
import { InvalidResponseError } from "../../provider/rest/http";
import { startCheckedEmulator } from "../contract/checkedEmulator";
import { expectJsonClean } from "../support/clean";
import { emulatorContext, scriptedContext, type TestContext } from "../support/context";
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
/** The properties that `GroupMapping.get` passes. */
const LOOKUP = { __provider: "exports.handler = …" };
const found = { status: 200, body: body("group-a") };

describe("read with the emulator", () => {
  let emulator: Emulator;
  let context: TestContext;

  beforeEach(async () => {
    emulator = await startCheckedEmulator({ deletionLag: 60_000 });
    context = emulatorContext(emulator);
  });
  afterEach(() => emulator.close());

  test("is one GET, returns the same state as create, and returns the inputs", async () => {
    const { id, outs } = await create(context, INPUTS);
    const result = await read(context, id, { ...outs, __provider: "…" });
    expect(result).toStrictEqual({ id, props: outs, inputs: INPUTS });
    expectJsonClean(result);
    expect(emulator.requests().map(({ method }) => method)).toEqual(["POST", "GET"]);
  });

  test("returns nothing for a mapping that is gone, with the same notice as for one that is being deleted", async () => {
    const { id, outs } = await create(context, INPUTS);
    await create(context, { ...INPUTS, displayName: "Others" });
    await context.mappings.delete(id);
    await expect(read(context, id, { ...outs })).resolves.toStrictEqual({});
    await expect(read(context, "group-gone", { ...outs })).resolves.toStrictEqual({});
    expect(context.warnings).toEqual([]);
  });

  test("finds a mapping for GroupMapping.get only by its id", async () => {
    const { id, outs } = await create(context, INPUTS);
    await expect(read(context, id, LOOKUP)).resolves.toStrictEqual({ id, props: outs, inputs: INPUTS });
    await expect(read(context, id, {})).resolves.toStrictEqual({ id, props: outs, inputs: INPUTS });
  });

  test("fails for GroupMapping.get of an unknown id, and does not return an empty resource", async () => {
    const { id } = await create(context, INPUTS);
    await context.mappings.delete(id);
    for (const missing of [id, "group-gone"]) {
      const { message } = await failureOf(read(context, missing, LOOKUP));
      expect(message).toContain(`Cannot get group mapping ${missing}: `);
      expect(message).toContain("has no group mapping with this id");
    }
    expect(context.warnings).toEqual([]);
  });
});

describe("read returns the current version in the API", () => {
  test.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    ["a changed displayName", { display_name: "Changed" }, { displayName: "Changed" }],
    ["a changed filter", { filter: "true" }, { filter: "true" }],
    ["a cleared description", { description: "" }, { description: "" }],
    ["a description that is null or missing, as an empty one", { description: null }, { description: "" }],
    ["an empty filter", { filter: "" }, { filter: "" }],
  ])("%s", async (_what, answered, inputs) => {
    const context = scriptedContext([{ status: 200, body: body("group-a", answered) }]);
    const result = await read(context, "group-a", OLDS);
    expect(result).toStrictEqual({
      id: "group-a",
      props: { ...stateOf("group-a"), ...inputs },
      inputs: { ...INPUTS, ...inputs },
    });
    expectJsonClean(result);
  });

  test("and keeps the outputs that are missing in a response", async () => {
    const { display_name, filter, description } = body("group-a");
    const context = scriptedContext([{ status: 200, body: { display_name, filter, description } }]);
    await expect(read(context, "group-a", OLDS)).resolves.toMatchObject({ props: stateOf("group-a") });
  });

  test("in new objects each time, because the host modifies inputs and state", async () => {
    const context = scriptedContext([found, found]);
    const [one, two] = [await read(context, "group-a", OLDS), await read(context, "group-a", OLDS)];
    const all = [one, two, one.props, two.props, one.inputs, two.inputs, OLDS];
    expect(new Set(all).size).toBe(all.length);
    expect(one).toStrictEqual(two);
  });
});

describe("read does not guess", () => {
  test.each<[string, unknown, string]>([
    ["has no filter", body("group-a", { filter: undefined }), "it has no filter"],
    ["has a null filter", body("group-a", { filter: null }), "it has no filter"],
    ["has no display_name", body("group-a", { display_name: undefined }), "it has no display_name"],
    ["is about another id", body("group-b"), "it is about another mapping, group-b"],
    ["is HTML", "<html>", "it is not JSON"],
    [
      "has a filter of another type",
      body("group-a", { filter: ["a"] }),
      "filter is a list, expected a string",
    ],
  ])("if the response %s", async (_what, answered, problem) => {
    const answers = problem.startsWith("it ") && problem !== "it is not JSON" ? 1 : 2;
    const script = Array.from({ length: answers }, () => ({ status: 200, body: answered }));
    const error = await failureOf(read(scriptedContext(script), "group-a", OLDS));
    expect(error).toBeInstanceOf(InvalidResponseError);
    expect(error.message).toContain("Cannot read group mapping");
    expect(error.message).toContain("group-a");
    expect(error.message).toContain(problem);
  });

  test.each([400, 401, 429, 500, 501, 503])("if the API returns %i", async (status) => {
    const { api, ...context } = scriptedContext([{ status, body: { unexpected: "MARKER" } }]);
    const error = await failureOf(read(context, "group-a", OLDS));
    expect(error).toMatchObject({ status });
    expect(error.message).toContain("Cannot read group mapping group-a: ");
    expect(error.message).toContain("MARKER");
    expect(api.sent()).toEqual(["GET group-mappings/group-a"]);
  });

  test("if the mapping belongs to another organization than the state, and names both", async () => {
    const context = scriptedContext([{ status: 200, body: foreignBody("group-a") }]);
    const { message } = await failureOf(read(context, "group-a", OLDS));
    expect(message).toContain(ORGANIZATION);
    expect(message).toContain(OTHER_ORGANIZATION);
  });
});

describe("read for GroupMapping.get", () => {
  test.each<[string, unknown[], string]>([
    [
      "the API rejects although the list has it",
      [body("group-a")],
      "The list of group mappings contains group-a",
    ],
    ["is missing in a list of others", [body("group-b")], "has no group mapping with this id"],
    ["is missing in an empty list", [], "has no group mapping with this id"],
    ["is being deleted", [deletedBody("group-a")], "has no group mapping with this id"],
  ])("fails for an id that %s", async (_what, listed, reason) => {
    for (const status of [403, 404]) {
      const context = scriptedContext([{ status }, { status: 200, body: page(listed) }]);
      const { message } = await failureOf(read(context, "group-a", LOOKUP));
      expect(message).toContain(reason);
      expect(message).toMatch(/^Cannot \w+ group mapping group-a/);
      expect(context.warnings).toEqual([]);
    }
  });
});
