import fc from "fast-check";
import type { Emulator } from "../../emulator/index";
import { ConfigurationError } from "../../provider/errors";
import { Adoptions, check, create, diff, remove } from "../../provider/lifecycle";
import { UNKNOWN } from "../../provider/wire";
import { startCheckedEmulator } from "../contract/checkedEmulator";
import { expectJsonClean } from "../support/clean";
import { emulatorContext, scriptedContext, type TestContext } from "../support/context";
import { failureIn, failureOf } from "../support/failureOf";
import { body, deletedBody, INPUTS, page, stateInEmulator, stateOf } from "../support/mappings";

const DRIFTED = { ...INPUTS, description: "Clicked together", filter: "admins" };

describe("adoption with the emulator", () => {
  let emulator: Emulator;
  let context: TestContext;
  let id: string;
  let before: number;

  beforeEach(async () => {
    emulator = await startCheckedEmulator();
    context = emulatorContext(emulator);
    ({ id } = await create(context, DRIFTED));
    before = emulator.requests().length;
  });
  afterEach(() => emulator.close());

  const sent = () =>
    emulator
      .requests()
      .slice(before)
      .map(({ method, body: sentBody }) => (sentBody === undefined ? method : [method, sentBody]));
  const checkNew = (inputs: Record<string, unknown>, olds = {}) =>
    check({ ...context, connect: () => context }, olds, inputs);

  test("is one GET and one PATCH of the differences, with the same state as after a create", async () => {
    const result = await create(context, { ...INPUTS, adoptId: id });
    expect(result).toStrictEqual({
      id,
      outs: { ...stateInEmulator(DRIFTED, emulator.mappings()[0]), ...INPUTS },
    });
    expectJsonClean(result);
    expect(sent()).toEqual(["GET", ["PATCH", { description: INPUTS.description, filter: INPUTS.filter }]]);
  });

  test("of a mapping that is as declared is one GET", async () => {
    const { outs } = await create(context, { ...DRIFTED, adoptId: id });
    expect(outs).toStrictEqual(stateInEmulator(DRIFTED, emulator.mappings()[0]));
    expect(sent()).toEqual(["GET"]);
  });

  test("of a mapping that does not exist is an error with advice", async () => {
    const { message } = await failureOf(create(context, { ...INPUTS, adoptId: "group-zzzzzz" }));
    expect(message).toMatch(
      /^Cannot adopt group mapping "Admins" \(group-zzzzzz\): the organization of these credentials has no group mapping with this id/,
    );
    expect(message).toContain("remove adoptId to create a mapping");
    expect(emulator.mappings()).toHaveLength(1);
  });

  test("by two resources fails for the second, which changes nothing", async () => {
    await create(context, { ...INPUTS, adoptId: id });
    const { message } = await failureOf(create(context, { ...INPUTS, filter: "others", adoptId: id }));
    expect(message).toContain("another resource has adopted it in this run");
    expect(emulator.mappings()[0]?.filter).toBe(INPUTS.filter);
  });

  test("can be repeated after a failure", async () => {
    emulator.addFault({ on: { method: "PATCH" }, do: { status: 422, body: { message: "no" } } });
    await failureOf(create(context, { ...INPUTS, adoptId: id }));
    await expect(create(context, { ...INPUTS, adoptId: id })).resolves.toMatchObject({ id });
  });

  test("protects the mapping from the deletion after a rename or a replacement", async () => {
    const { outs } = await create(context, { ...INPUTS, adoptId: id });
    await remove(context, id, { ...outs });
    expect(emulator.mappings()).toHaveLength(1);
    expect(sent().filter((request) => request === "DELETE")).toEqual([]);
    expect(context.lines).toEqual([
      `${id} is not deleted, because another resource has adopted it in this run`,
    ]);
    // A new run starts without adoptions.
    await remove(emulatorContext(emulator), id, { ...outs });
    expect(emulator.mappings()).toEqual([]);
  });

  test("does not protect the mapping from deletion if it failed", async () => {
    emulator.addFault({ on: { method: "PATCH" }, do: { status: 422, body: { message: "no" } } });
    await failureOf(create(context, { ...INPUTS, adoptId: id }));
    await remove(context, id, DRIFTED);
    expect(emulator.mappings()).toEqual([]);
  });

  describe("check previews an adoption", () => {
    test("with one GET, and a line that says what will change", async () => {
      const inputs = { ...INPUTS, adoptId: id };
      await expect(checkNew(inputs)).resolves.toEqual({ inputs, failures: [] });
      expect(context.lines).toEqual([`"Admins": adopts ${id}, and changes its description, filter`]);
      expect(sent()).toEqual(["GET"]);
    });

    test("even if nothing will change", async () => {
      await checkNew({ ...DRIFTED, adoptId: id });
      expect(context.lines).toEqual([`"Admins": adopts ${id}, which is as declared`]);
    });

    test("with a failure of adoptId if the mapping does not exist", async () => {
      const { failures } = await checkNew({ ...INPUTS, adoptId: "group-zzzzzz" });
      expect(failures).toEqual([
        {
          property: "adoptId",
          reason: expect.stringContaining("has no group mapping with this id") as string,
        },
      ]);
    });

    test("with a failure that says so if the configuration is invalid", async () => {
      const connect = () => {
        throw new ConfigurationError("No credentials");
      };
      const { failures } = await check({ ...context, connect }, {}, { ...INPUTS, adoptId: id });
      expect(failures).toEqual([{ property: "", reason: "No credentials [CSSO-1002]" }]);
    });

    test("without a request if the id is unknown, or another input is invalid", async () => {
      await expect(checkNew({ ...INPUTS, adoptId: UNKNOWN })).resolves.toEqual({
        inputs: { ...INPUTS, adoptId: UNKNOWN },
        failures: [],
      });
      const { failures } = await checkNew({ ...INPUTS, filter: "", adoptId: id });
      expect(failures.map(({ property }) => property)).toEqual(["filter"]);
      expect(sent()).toEqual([]);
    });
  });

  describe("adoptId of an existing resource", () => {
    const olds = { ...INPUTS, __provider: "exports.handler = …" };
    const run = async (inputs: Record<string, unknown>, oldInputs: Record<string, unknown> = olds) => {
      const { inputs: checked, failures } = await checkNew(inputs, oldInputs);
      return { checked, failures, diff: () => diff(context, id, olds, { ...checked, ...olds }) };
    };

    test.each<[string, Record<string, unknown>, boolean]>([
      ["the same adoptId", {}, true],
      ["its removal", { adoptId: undefined }, false],
      ["an unknown value", { adoptId: UNKNOWN }, false],
    ])("%s is no change", async (_what, more, hasId) => {
      const inputs = { ...INPUTS, ...(hasId && { adoptId: id }), ...more };
      for (const oldInputs of [olds, { ...olds, adoptId: id }]) {
        const { checked, failures, diff: runDiff } = await run(inputs, oldInputs);
        expect({ checked, failures }).toEqual({ checked: INPUTS, failures: [] });
        expect(runDiff().changes).toBe(false);
      }
      expect(sent()).toEqual([]);
    });

    test("is a failure if it is not the adopted id", async () => {
      const { failures } = await run({ ...INPUTS, adoptId: "group-b" }, { ...olds, adoptId: id });
      expect(failures).toEqual([
        {
          property: "adoptId",
          reason: expect.stringContaining(`is group-b, but this resource already manages ${id}`) as string,
        },
      ]);
    });

    test("is an error of diff, which knows the id, if it is not the resource's own id", async () => {
      const { failures, diff: runDiff } = await run({ ...INPUTS, adoptId: "group-b" });
      expect(failures).toEqual([]);
      expect(failureIn(runDiff).message).toContain(
        `adoptId is group-b, but this resource already manages ${id}`,
      );
    });

    test("of another resource's mapping is reported by the preview, in any order", async () => {
      const second = { ...INPUTS, displayName: "Second", adoptId: id };
      const { diff: runDiff } = await run(INPUTS);
      runDiff();
      const { failures } = await checkNew(second);
      expect(failures[0]?.reason).toContain("another resource of this program manages it");
      expect((await failureOf(create(context, second))).message).toContain(
        "another resource of this program",
      );

      context = emulatorContext(emulator);
      await checkNew(second);
      const again = await run(INPUTS);
      expect(failureIn(again.diff).message).toContain("another resource of this program adopts it");
    });

    test("is kept apart for resources with identical content, in any order of check and diff", async () => {
      const resource = fc.record({ adopts: fc.boolean(), checkedAt: fc.nat(), diffedAfter: fc.nat() });
      await fc.assert(
        fc.asyncProperty(fc.array(resource, { minLength: 1, maxLength: 8 }), async (resources) => {
          const own = { ...context, adoptions: new Adoptions() };
          const steps = resources.flatMap(({ adopts, checkedAt, diffedAfter }, index) => {
            const mappingId = `group-${index}`;
            const inputs = adopts ? { ...INPUTS, adoptId: mappingId } : INPUTS;
            return [
              {
                at: checkedAt,
                run: async () => {
                  await check({ ...own, connect: () => own }, olds, inputs);
                },
              },
              {
                at: checkedAt + diffedAfter,
                run: async () => {
                  await expect(Promise.resolve(diff(own, mappingId, olds, INPUTS))).resolves.toMatchObject({
                    changes: false,
                  });
                },
              },
            ];
          });
          for (const { run: runStep } of steps.toSorted((a, b) => a.at - b.at)) {
            await runStep();
          }
        }),
      );
    });

    test("a wrong adoptId is an error even if other resources have the same content", async () => {
      await checkNew(INPUTS, olds);
      await checkNew({ ...INPUTS, adoptId: "group-wrong" }, olds);
      await checkNew({ ...INPUTS, adoptId: "group-own" }, olds);
      expect(diff(context, "group-own", olds, INPUTS).changes).toBe(false);
      expect(diff(context, "group-other", olds, INPUTS).changes).toBe(false);
      expect(failureIn(() => diff(context, "group-last", olds, INPUTS)).message).toContain(
        "adoptId is group-wrong, but this resource already manages group-last",
      );
    });

    test("in a refresh, diff runs without a check and reports no adoptions", () => {
      context.adoptions.announced.add(id);
      expect(diff(context, id, olds, { ...olds, adoptId: "group-b" }).changes).toBe(false);
    });
  });
});

test("adoption of a mapping that is being deleted is an error", async () => {
  const context = scriptedContext([{ status: 200, body: deletedBody("group-a") }]);
  const { message } = await failureOf(create(context, { ...INPUTS, adoptId: "group-a" }));
  expect(message).toContain("no group mapping with this id");
});

test("adoption of a mapping without properties in the response sends all of them", async () => {
  const context = scriptedContext([
    { status: 200, body: { id: "group-a" } },
    { status: 200, body: body("group-a") },
  ]);
  const { outs } = await create(context, { ...INPUTS, adoptId: "group-a" });
  expect(outs).toStrictEqual(stateOf("group-a"));
  expect(context.api.requests[1]?.body).toEqual({
    display_name: INPUTS.displayName,
    description: INPUTS.description,
    filter: INPUTS.filter,
  });
});

test("adoption of a mapping without permission to read it is an error with the API's reason", async () => {
  const context = scriptedContext([
    { status: 403, body: { message: "IP-FILTER" } },
    { status: 200, body: page([body("group-a")]) },
  ]);
  const { message } = await failureOf(create(context, { ...INPUTS, adoptId: "group-a" }));
  expect(message).toContain("IP-FILTER");
  expect(message).toContain("contains group-a");
});
