import * as fc from "fast-check";
import { match, matcherOf, type Verdict } from "../../provider/filter";
import { conditions } from "./conditions";
import { CONDITIONS, GROUPS } from "./verdicts";

/** Returns the verdict and the parts that decided it, as text: `"a" in groups: true`. */
function judge(
  filter: string,
  groups: readonly string[],
  claims?: Readonly<Record<string, unknown>>,
): readonly string[] {
  const { verdict, decisions } = match(filter, groups, claims);
  return [
    verdict,
    ...decisions.map(({ start, end, outcome, why }) =>
      [filter.slice(start, end), outcome, ...(why === undefined ? [] : [why])].join(": "),
    ),
  ];
}

describe("a group name", () => {
  test.each<[filter: string, groups: string[], verdict: Verdict]>([
    ["Team A", ["Team A"], "matches"],
    ["Team A", ["team a"], "does not match"],
    ["Team A", ["Team A "], "does not match"],
    ["Team A", ["Team  A"], "does not match"],
    ["Team A", ["Team A", "Team B"], "matches"],
    ["Team A", ["Team", "A"], "does not match"],
    ["Team A", [], "does not match"],
    ["é", ["e\u0301"], "does not match"],
    ["CN=Kafka Admins,OU=Groups", ["CN=Kafka Admins,OU=Groups"], "matches"],
    ["9efcf0ab-9227-411d-bbea-0481e862c115", ["9EFCF0AB-9227-411D-BBEA-0481E862C115"], "does not match"],
  ])("%j for a user in %j: %s", (filter, groups, verdict) => {
    expect(match(filter, groups).verdict).toBe(verdict);
    expect(matcherOf(filter)(groups)).toBe(verdict);
  });

  test.each(GROUPS)("%j matches only the group with exactly this name", (group) => {
    expect(judge(group, ["another", group])).toEqual(["matches", `${group}: true`]);
    expect(judge(group, [`${group} `, group.toUpperCase() + group, ""])).toEqual([
      "does not match",
      `${group}: false`,
    ]);
  });
});

describe("a condition is decided by", () => {
  test.each<[filter: string, groups: string[], judged: string[]]>([
    ["true", [], ["matches", "true: true"]],
    ["false", ["a"], ["does not match", "false: false"]],
    ['"a" in groups', ["a"], ["matches", '"a" in groups: true']],
    ["'A' in groups", ["a"], ["does not match", "'A' in groups: false"]],
    ['"a" in groups || "b" in groups', ["b"], ["matches", '"b" in groups: true']],
    ['"a" in groups || "b" in groups', ["b", "a"], ["matches", '"a" in groups: true']],
    [
      '"a" in groups || "b" in groups',
      [],
      ["does not match", '"a" in groups: false', '"b" in groups: false'],
    ],
    ['"a" in groups && "b" in groups', ["b"], ["does not match", '"a" in groups: false']],
    ['"a" in groups && "b" in groups', ["a", "b"], ["matches", '"a" in groups: true', '"b" in groups: true']],
    [
      '("a" in groups || "b" in groups) && !("c" in groups)',
      ["b", "c"],
      ["does not match", '"c" in groups: true'],
    ],
    [
      '("a" in groups || "b" in groups) && !("c" in groups)',
      ["b"],
      ["matches", '"b" in groups: true', '"c" in groups: false'],
    ],
    [
      '"a" in groups ? "b" in groups : "c" in groups',
      ["a", "c"],
      ["does not match", '"a" in groups: true', '"b" in groups: false'],
    ],
    [
      'groups.exists(g, g.startsWith("kafka-"))',
      ["ops", "kafka-admins"],
      ["matches", 'groups.exists(g, g.startsWith("kafka-")): true'],
    ],
    ['groups == ["a", "b"]', ["a", "b"], ["matches", 'groups == ["a", "b"]: true']],
    ["size(groups) > 1", ["a"], ["does not match", "size(groups) > 1: false"]],
  ])("%s for a user in %j: %j", (filter, groups, judged) => {
    expect(judge(filter, groups)).toEqual(judged);
    expect(matcherOf(filter)(groups)).toBe(judged[0]);
  });
});

describe("an error matches nobody, unless another operand decides", () => {
  const error = "groups[5]: error: uses an element that does not exist";

  test.each<[filter: string, judged: string[]]>([
    ['groups[5] == "x" || "a" in groups', ["matches", '"a" in groups: true']],
    ['"a" in groups || groups[5] == "x"', ["matches", '"a" in groups: true']],
    ['groups[5] == "x" && "b" in groups', ["does not match", '"b" in groups: false']],
    ['"b" in groups && groups[5] == "x"', ["does not match", '"b" in groups: false']],
    ['groups[5] == "x" || "b" in groups', ["does not match", error]],
    ['"a" in groups && groups[5] == "x"', ["does not match", error]],
    ['!(groups[5] == "x")', ["does not match", error]],
    ['groups[5] == "x" ? "a" in groups : "a" in groups', ["does not match", error]],
    [
      'groups.exists(g, groups[5] == "x" || g == "a")',
      ["matches", 'groups.exists(g, groups[5] == "x" || g == "a"): true'],
    ],
    ["1 / 0 == 1 || groups == []", ["does not match", "1 / 0: error: divides by zero"]],
  ])("%s: %j", (filter, judged) => {
    expect(judge(filter, ["a", "k"])).toEqual(judged);
  });
});

describe("an unknown part makes the verdict unknown, unless another operand decides", () => {
  const claims = "claims: open: uses claims, which are not known here";

  test.each<[filter: string, judged: string[]]>([
    ['claims.a == "x" || "a" in groups', ["matches", '"a" in groups: true']],
    ['claims.a == "x" && "b" in groups', ["does not match", '"b" in groups: false']],
    ['claims.a == "x" || "b" in groups', ["cannot tell", claims]],
    ['claims.a == "x" && "a" in groups', ["cannot tell", claims]],
    ['!(claims.a == "x")', ["cannot tell", claims]],
    [
      '"a" in group || "b" in groups',
      ["cannot tell", "group: open: uses group, which is not a variable of group mappings"],
    ],
    [
      'groups.startsWith("a")',
      [
        "cannot tell",
        'groups.startsWith("a"): open: calls startsWith on a list, and how Confluent does that is not published',
      ],
    ],
    [
      'groups.exists(g, g.lowerAscii() == "a")',
      ["cannot tell", "g.lowerAscii(): open: calls lowerAscii, which is not evaluated here"],
    ],
    [
      'groups.exists(g, g.matches("a+"))',
      [
        "cannot tell",
        'g.matches("a+"): open: contains a regular expression of a kind that is not evaluated here',
      ],
    ],
    ['claims.?a == "x"', ["cannot tell", claims]],
    // Whatever the claim is, && with an error matches nobody.
    [
      'claims.a == "x" && groups[5] == "x"',
      ["does not match", claims, "groups[5]: error: uses an element that does not exist"],
    ],
  ])("%s: %j", (filter, judged) => {
    expect(judge(filter, ["a", "k"])).toEqual(judged);
    expect(matcherOf(filter)(["a", "k"])).toBe(judged[0]);
  });

  test("a name in quotes is not a condition, and the API may treat it as a group name", () => {
    expect(judge('"a"', ["a"])).toEqual(["cannot tell", '"a": open: is not a condition']);
  });

  test("the reason is returned if a filter is invalid or skipped", () => {
    expect(judge('"a" in groups and "b" in groups', [])).toEqual([
      "cannot tell",
      "and: open: and is not an operator of CEL",
    ]);
    const long = `"a" in groups || ${'"b" in groups || '.repeat(1_000)}true`;
    expect(match(long, []).decisions).toEqual([
      { start: 0, end: 0, outcome: "open", why: "is longer than 10000 characters" },
    ]);
    expect([matcherOf(long)([]), matcherOf('"a" in groups and')([])]).toEqual(["cannot tell", "cannot tell"]);
  });
});

describe("known claims", () => {
  const claims = { team: "kafka", tags: ["a", 1, null, { deep: true }], none: undefined };

  test.each<[filter: string, verdict: Verdict]>([
    ['claims.team == "kafka"', "matches"],
    ['claims.team.startsWith("Kaf")', "does not match"],
    ['"a" in claims.tags', "matches"],
    ["claims.tags[1] == 1", "matches"],
    ["claims.tags[2] == null", "matches"],
    ["claims.tags[3].deep == true", "matches"],
    ["has(claims.team) && !has(claims.absent)", "matches"],
    ['claims.absent == "a" || claims.team == "kafka"', "matches"],
    ['claims.absent != "a"', "does not match"],
    ["claims.none == null", "matches"],
  ])("%s: %s", (filter, verdict) => {
    expect(match(filter, [], claims).verdict).toBe(verdict);
  });
});

describe("an expensive filter is evaluated quickly or not at all", () => {
  const groups = Array.from({ length: 200 }, (_, index) => `group-${index}`);

  test.each<[what: string, filter: string, why: RegExp]>([
    [
      "macros in macros",
      `${"groups.all(a, ".repeat(8)}a + "x" in groups == false${")".repeat(8)}`,
      /takes more than 100000 steps/,
    ],
    [
      "lists that double",
      `"x" in groups || [groups]${".map(x, x + x)".repeat(60)}.all(y, y != groups)`,
      /takes more than 100000 steps/,
    ],
    [
      "texts that double",
      `["ab"]${".map(x, x + x)".repeat(60)}.all(y, y in groups)`,
      /takes more than 100000 steps/,
    ],
    [
      "a regular expression that explodes",
      'groups.exists(g, g.matches("(a*)*(a*)*(a*)*$"))',
      /regular expression/,
    ],
    ["a long sum", `size(groups) == ${"1+".repeat(990)}1`, /^$/],
  ])("%s", (_what, filter, why) => {
    const { verdict, decisions } = match(filter, groups);
    expect(decisions.map((decision) => decision.why ?? "").join()).toMatch(why);
    expect(verdict).toBe(why.test("") ? "does not match" : "cannot tell");
  });
});

describe("for any condition and any groups", () => {
  const anyGroups = fc.uniqueArray(
    fc.constantFrom("kafka", "admins", "ops", "kafka-admins", "Kafka", "é🙂", ""),
  );
  // Most generated texts alone would not be read as conditions. All of these are.
  const filters = fc.oneof(
    conditions.map((text) => `${text} || "x" in groups`),
    fc.constantFrom(...CONDITIONS, ...GROUPS),
  );

  test("match and matcherOf return the same verdict, and the decisions are consistent with it", () => {
    fc.assert(
      fc.property(filters, anyGroups, (filter, groups) => {
        const { verdict, decisions } = match(filter, groups);
        expect(matcherOf(filter)(groups)).toBe(verdict);
        expect(decisions.length).toBeGreaterThan(0);
        for (const { start, end, outcome, why } of decisions) {
          expect(start).toBeLessThan(end);
          expect(end).toBeLessThanOrEqual(filter.length);
          expect(why === undefined).toBe(outcome === "true" || outcome === "false");
        }
      }),
      { numRuns: 500 },
    );
  });

  test("negation reverses the verdict, unless it is unknown or an error", () => {
    fc.assert(
      fc.property(conditions, anyGroups, (condition, groups) => {
        const [plain, negated] = [
          `(${condition}) || "x" in groups`,
          `!((${condition}) || "x" in groups)`,
        ].map((filter) => match(filter, groups));
        const decided = plain?.decisions.every(({ outcome }) => outcome === "true" || outcome === "false");
        if (decided === true) {
          expect(negated?.verdict).toBe(plain?.verdict === "matches" ? "does not match" : "matches");
        } else {
          expect(negated?.verdict).not.toBe("matches");
        }
      }),
      { numRuns: 500 },
    );
  });

  test("the order of the groups makes no difference to membership", () => {
    fc.assert(
      fc.property(fc.constantFrom(...CONDITIONS), anyGroups, (filter, groups) => {
        fc.pre(!filter.includes("groups[") && !filter.includes("groups =="));
        expect(match(filter, groups.toReversed()).verdict).toBe(match(filter, groups).verdict);
      }),
    );
  });
});
