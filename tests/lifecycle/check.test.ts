import { check } from "../../provider/lifecycle";
import { UNKNOWN } from "../../provider/wire";
import { expectJsonClean } from "../support/clean";
import { scriptedContext } from "../support/context";
import { INPUTS } from "../support/mappings";

describe("check judges the filter, and asks the API nothing", () => {
  const run = async (inputs: Record<string, unknown>, olds: Record<string, unknown> = {}) => {
    const context = scriptedContext();
    const result = await check({ ...context, connect: () => context }, olds, inputs);
    expectJsonClean(result);
    expect(context.api.sent()).toEqual([]);
    return { ...result, warnings: context.warnings };
  };

  test("a broken one is a failure, of a new resource and of one that exists, and adopts nothing", async () => {
    const broken = { ...INPUTS, filter: '"admins" in groups)' };
    for (const [inputs, olds] of [
      [broken, {}],
      [broken, INPUTS],
      [{ ...broken, adoptId: "group-a" }, {}],
    ] as const) {
      const { failures, warnings } = await run(inputs, olds);
      expect(failures).toEqual([
        { property: "filter", reason: expect.stringContaining("nothing opens this )") as string },
      ]);
      expect(warnings).toEqual([]);
    }
  });

  test("warns under the name of the mapping", async () => {
    const { failures, warnings } = await run({ ...INPUTS, filter: "true" });
    expect(failures).toEqual([]);
    expect(warnings).toEqual([
      expect.stringContaining('"Admins": filter, line 1, column 1: every SSO user matches'),
    ]);
  });

  test("warns of a mapping whose name is not known yet", async () => {
    const { warnings } = await run({ ...INPUTS, displayName: UNKNOWN, filter: "true" });
    expect(warnings).toEqual([expect.stringMatching(/^A group mapping: filter, line 1/)]);
  });

  test("says nothing of the filter while something else is wrong", async () => {
    const { failures, warnings } = await run({ ...INPUTS, displayName: "", filter: "true" });
    expect(failures.map(({ property }) => property)).toEqual(["displayName"]);
    expect(warnings).toEqual([]);
  });

  test("leaves what the resource says of its check out of the inputs", async () => {
    const { inputs, warnings } = await run({
      ...INPUTS,
      filter: "true",
      allowEveryone: true,
      filterCheck: "error",
    });
    expect(inputs).toStrictEqual({ ...INPUTS, filter: "true" });
    expect(warnings).toEqual([]);
  });
});
