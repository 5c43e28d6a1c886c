import { checkFilter, type FilterArguments } from "../../provider/lifecycle";
import type { FilterPolicy } from "../../provider/config";
import { UNKNOWN } from "../../provider/wire";
import { DEFAULT_FILTER_POLICY } from "../support/settings";

const BROKEN = '"a" in groups and "b" in groups';
const DOUBTFUL = '"a" in group';
const NOTHING = { failures: [], warnings: [] };

function judge(filter: unknown, policy: Partial<FilterPolicy> = {}, own: Partial<FilterArguments> = {}) {
  return checkFilter(
    filter,
    { filterCheck: undefined, allowEveryone: undefined, ...own },
    { ...DEFAULT_FILTER_POLICY, ...policy },
  );
}

/** The number of failures and warnings. */
function counts(...given: Parameters<typeof judge>): [failures: number, warnings: number] {
  const { failures, warnings } = judge(...given);
  return [failures.length, warnings.length];
}

describe("an invalid filter", () => {
  test("is a failure of the filter, with its position, its line, and advice", () => {
    expect(judge(BROKEN)).toEqual({
      failures: [
        {
          property: "filter",
          reason:
            "filter, line 1, column 15: and is not an operator of CEL\n" +
            '  "a" in groups and "b" in groups\n' +
            "                ^^^\n" +
            "Write && instead.",
        },
      ],
      warnings: [],
    });
  });

  test("has no more than five failures", () => {
    expect(counts(Array.from({ length: 9 }, (_, index) => `[${index}]`).join(" || "))).toEqual([5, 0]);
  });
});

describe("a filter that is probably not intended", () => {
  test("is a warning", () => {
    expect(judge(DOUBTFUL)).toEqual({
      failures: [],
      warnings: [
        "filter, line 1, column 8: group is not a variable of group mappings\n" +
          '  "a" in group\n' +
          "         ^^^^^\n" +
          "Did you mean groups?",
      ],
    });
  });

  test("has no more than five warnings, and a count of the others", () => {
    const { warnings } = judge(Array.from({ length: 9 }, (_, index) => `"a" in group${index}`).join(" || "));
    expect(warnings).toHaveLength(6);
    expect(warnings[4]).toMatch(/^filter, line 1, column \d+: group4 is not a variable/);
    expect(warnings[5]).toBe("filter: 4 more warnings. `pulumi-confluent-sso validate` shows all.");
    expect(counts(Array.from({ length: 5 }, (_, index) => `"a" in group${index}`).join(" || "))).toEqual([
      0, 5,
    ]);
  });

  test.each<[string, Partial<FilterPolicy>, Partial<FilterArguments>, [number, number]]>([
    ["a failure if filterCheck is error", { filterCheck: "error" }, {}, [1, 0]],
    ["a failure if the resource asks for it", {}, { filterCheck: "error" }, [1, 0]],
    [
      "a failure if the resource asks for it, even if the stack disables filter checks",
      { filterCheck: "off" },
      { filterCheck: "error" },
      [1, 0],
    ],
    [
      "still a failure if the resource asks for a warning",
      { filterCheck: "error" },
      { filterCheck: "warn" },
      [1, 0],
    ],
    ["ignored if filterCheck is off", { filterCheck: "off" }, {}, [0, 0]],
    ["as configured if the resource's setting is unknown", {}, { filterCheck: UNKNOWN }, [0, 1]],
  ])("is %s", (_what, policy, own, expected) => {
    expect(counts(DOUBTFUL, policy, own)).toEqual(expected);
  });
});

describe("a filter that matches every SSO user", () => {
  test.each<[string, Partial<FilterPolicy>, Partial<FilterArguments>, [number, number]]>([
    ["is a warning", {}, {}, [0, 1]],
    ["is accepted if it is allowed", { matchAllFilters: "allow" }, {}, [0, 0]],
    ["is accepted if the resource allows it", {}, { allowEveryone: true }, [0, 0]],
    ["is a failure if filterCheck is error", { filterCheck: "error" }, {}, [1, 0]],
    ["is a failure if it is denied", { matchAllFilters: "deny" }, {}, [1, 0]],
    [
      "is a failure if it is denied and filter checks are off",
      { matchAllFilters: "deny", filterCheck: "off" },
      {},
      [1, 0],
    ],
    [
      "is only one failure if it is denied and filterCheck is error",
      { matchAllFilters: "deny", filterCheck: "error" },
      {},
      [1, 0],
    ],
    [
      "is accepted if it is denied and the resource allows it",
      { matchAllFilters: "deny" },
      { allowEveryone: true },
      [0, 0],
    ],
    [
      "is denied if the resource does not allow it",
      { matchAllFilters: "deny" },
      { allowEveryone: false },
      [1, 0],
    ],
    [
      "is accepted if the resource's setting is unknown",
      { matchAllFilters: "deny" },
      { allowEveryone: UNKNOWN },
      [0, 0],
    ],
  ])("%s", (_what, policy, own, expected) => {
    expect(counts("true", policy, own)).toEqual(expected);
  });

  test("is denied with advice if it is intended", () => {
    const matchAllFiltersSource = "the environment variable CONFLUENT_SSO_MATCH_ALL_FILTERS";
    expect(judge("true", { matchAllFilters: "deny", matchAllFiltersSource }).failures[0]?.reason).toBe(
      "filter, line 1, column 1: every SSO user matches, regardless of their groups\n  true\n  ^^^^\n" +
        'To match only some users, name a group: "kafka" in groups. To match everyone, set allowEveryone: true.\n' +
        "This is an error because the environment variable CONFLUENT_SSO_MATCH_ALL_FILTERS is deny.",
    );
  });

  test("is denied without warnings about other filters if filter checks are off", () => {
    expect(judge(DOUBTFUL, { matchAllFilters: "deny", filterCheck: "off" })).toEqual(NOTHING);
    expect(judge(BROKEN, { matchAllFilters: "deny", filterCheck: "off" })).toEqual(NOTHING);
  });
});

test.each([
  ["unknown", UNKNOWN],
  ["not a string", 7],
  ["missing", undefined],
])("a filter that is %s is not checked", (_what, filter) => {
  expect(judge(filter, { filterCheck: "error" })).toEqual(NOTHING);
});
