import { Adoptions, diff as diffWith, type DiffResult } from "../../provider/lifecycle";
import type { FilterPolicy } from "../../provider/config";
import { UNKNOWN } from "../../provider/wire";
import { expectJsonClean } from "../support/clean";
import { handedOver, INPUTS } from "../support/mappings";
import { DEFAULT_FILTER_POLICY } from "../support/settings";

const { displayName, filter } = INPUTS;
const OLDS = handedOver("group-a");
const WISH = { ...INPUTS, __provider: "exports.handler = () => something.newer;" };

function diff(
  olds: Record<string, unknown>,
  news: Record<string, unknown>,
  policy: FilterPolicy = DEFAULT_FILTER_POLICY,
): DiffResult {
  return diffWith({ adoptions: new Adoptions(), filterPolicy: () => policy }, "group-a", olds, news);
}

describe("diff", () => {
  test.each<[string, Record<string, unknown>, Record<string, unknown>, boolean]>([
    ["nothing", OLDS, WISH, false],
    ["a state of an older version, without outputs", { ...INPUTS }, WISH, false],
    ["a state without a description", { displayName, filter }, { ...WISH, description: "" }, false],
    [
      "a state whose description is null",
      { ...OLDS, description: null },
      { ...WISH, description: "" },
      false,
    ],
    ["inputs without a description", { ...OLDS, description: "" }, { displayName, filter }, false],
    ["an empty state", {}, WISH, true],
    ["a state without a filter", { ...OLDS, filter: undefined }, WISH, true],
    ["a different displayName", OLDS, { ...WISH, displayName: "admins" }, true],
    ["a different description", OLDS, { ...WISH, description: "" }, true],
    ["a different filter", OLDS, { ...WISH, filter: '"operators" in groups' }, true],
    ["a filter with different formatting", OLDS, { ...WISH, filter: "( 'admins'\tin groups )" }, false],
    ["such a filter in a refresh", { ...WISH, filter: "( 'admins'\tin groups )" }, OLDS, false],
    [
      "a group name with a different space",
      { ...OLDS, filter: "admins" },
      { ...WISH, filter: "admins " },
      true,
    ],
    ["all inputs", OLDS, { displayName: "a", description: "b", filter: "c" }, true],
    [
      "only a different id, time, or state",
      { ...OLDS, id: "group-b", state: "OFF", updatedAt: "" },
      WISH,
      false,
    ],
    ["an unknown displayName", OLDS, { ...WISH, displayName: UNKNOWN }, true],
    ["an unknown filter", OLDS, { ...WISH, filter: UNKNOWN }, true],
    ["an unknown description", OLDS, { ...WISH, description: UNKNOWN }, true],
    ["a new __provider", { ...OLDS, __provider: "a" }, { ...WISH, __provider: "b" }, false],
  ])("of %s", (_what, olds, news, changes) => {
    const result = diff(olds, news);
    expect(result.changes).toBe(changes);
    expectJsonClean(result);
  });

  test("compares the filters as text if filter checks are off", () => {
    const policy = { ...DEFAULT_FILTER_POLICY, filterCheck: "off" } as const;
    expect(diff(OLDS, { ...WISH, filter: `${filter} ` }, policy).changes).toBe(true);
    expect(diff(OLDS, WISH, policy).changes).toBe(false);
  });

  test("never replaces, because the id and its role bindings must survive a change", () => {
    for (const news of [WISH, { displayName: "a", description: "b", filter: "c" }, { filter: UNKNOWN }, {}]) {
      expect(diff(OLDS, news)).toMatchObject({ replaces: [], deleteBeforeReplace: false });
    }
  });

  test("returns a new object each time, because the host modifies it", () => {
    const [one, two] = [diff(OLDS, WISH), diff(OLDS, WISH)];
    expect(one).not.toBe(two);
    expect(one.replaces).not.toBe(two.replaces);
  });
});

test("distinguishes a planned change from a refresh: only once, after a check", () => {
  const adoptions = new Adoptions();
  const planned = jest.fn();
  const run = () =>
    diffWith({ adoptions, filterPolicy: () => DEFAULT_FILTER_POLICY, planned }, "group-a", OLDS, WISH);
  run();
  expect(planned).not.toHaveBeenCalled();
  adoptions.stash(WISH, undefined);
  run();
  run();
  expect(planned).toHaveBeenCalledTimes(1);
});
