import * as fc from "fast-check";
import { lint, type Problem, readFilter } from "../../../provider/filter";
import { visible } from "../../../provider/filter/report";
import { caseCount } from "../../support/cases";
import { BROKEN, CONDITIONS, GROUPS, WARNED } from "../verdicts";

function named(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

describe("reports nothing about a group name", () => {
  test.each(GROUPS.map((text) => [named(text), text]))("%s", (_name, text) => {
    expect(readFilter(text)).toEqual({ kind: "group", name: text });
    expect(lint(text)).toEqual({ failures: [], warnings: [] });
  });
});

describe("reports nothing about a plain condition", () => {
  test.each(CONDITIONS.map((text) => [named(text), text]))("%s", (_name, text) => {
    expect(readFilter(text)).toMatchObject({ kind: "expression" });
    expect(lint(text)).toEqual({ failures: [], warnings: [] });
  });
});

describe("warns about a filter that is probably not intended", () => {
  test.each(WARNED.map(([text, ...rules]) => [named(text), text, rules] as const))(
    "%s",
    (_name, text, rules) => {
      const { failures, warnings } = lint(text);
      expect(failures).toEqual([]);
      expect(warnings.map(({ rule }) => rule)).toEqual(rules);
    },
  );
});

describe("reports an error at its place", () => {
  test.each(BROKEN.map(([text, ...expected]) => [named(text), text, expected] as const))(
    "%s",
    (_name, text, [rule, fault]) => {
      const { failures, warnings } = lint(text);
      const [failure] = failures.map((problem) => [problem.rule, text.slice(problem.start, problem.end)]);
      expect(failure).toEqual([rule, fault]);
      expect(warnings).toEqual([]);
    },
  );
});

/** RE2's syntax: https://github.com/google/re2/wiki/Syntax. */
describe("a regular expression", () => {
  const isReported = (pattern: string) =>
    lint(`groups.exists(g, g.matches(${JSON.stringify(pattern)}))`).warnings.some(
      ({ rule }) => rule === "wrong-arguments",
    );

  test.each([
    ...[
      "[",
      "(",
      ")",
      "a)",
      "(a",
      "*",
      "+a",
      "?",
      "*-admins",
      "a**",
      "a++",
      "a|*",
      "{2}",
      "a{2}{3}",
      "a{2,1}",
      "[z-a]",
    ],
    ...[
      "a\\",
      "\\1",
      "(a)\\1",
      "\\k",
      "\\Z",
      "(?=a)",
      "(?!a)",
      "(?<=a)",
      "(?<!a)",
      "(?>a)",
      "(?#a)",
      "(?P=a)",
    ],
    ...["[a\\]", "(?i", "(?i)*"],
    ...[
      "a{1001}",
      "a{1,1001}",
      "a{1001,}",
      "(a{100}){11}",
      "((a{2}b){20}){26}",
      "(?P<n>a)(?P<n>b)",
      "(?P<n-m>a)",
    ],
    ...["[]", "[^]", "[[:foo:]]", "[a-\\d]", "[\\b]", "[\\x41\\q]", "[+-!]", "\\p{Foo}", "\\p{Script=Greek}"],
    ...["\\x4", "\\x{110000}", "\\8", "\\cA", "\\u0041", "\\E", "\\h", "\\é"],
  ])("is reported if RE2 rejects it: %s", (pattern) => {
    expect(isReported(pattern)).toBe(true);
  });

  test.each([
    ...[
      "",
      "^kafka-.*$",
      "kafka-*",
      "a{2}",
      "a{2,}?",
      "a{,3}",
      "{",
      "a{",
      "}",
      "]",
      "a*?",
      "a||b",
      "()",
      "(a|)*",
      "^*",
      "$+",
    ],
    ...[
      "[a-z]",
      "[^a-z]",
      "[]a(]",
      "[^]]",
      "[a\\]]",
      "[\\d-z]",
      "[[:alpha:]_-]",
      "[[:^space:](]",
      "[😀-😂]",
      "é+",
      "[*+?(]",
    ],
    ...[
      "(?i)a",
      "(?i:a)",
      "(?s-m:a)",
      "(?P<name>a)",
      "(?<name>a)",
      "(?:a)",
      "\\pL",
      "\\p{Greek}+",
      "\\P{^L}",
      "\\x{10FFFF}",
    ],
    ...["\\A\\Qa(\\E\\z", "\\Q(", "\\012", "\\x41", "\\_", "\\-\\.\\*\\(", "\\bA\\B", "[".repeat(2_000)],
    ...[
      "a{1000}",
      "(a{100}){10}",
      "(a{100})(b{100})",
      "(a{1000})*",
      "a{01001}",
      "[--a]",
      "[^-A]",
      "[]-a]",
      "\\x{0041}",
    ],
  ])("is not reported if RE2 accepts it, or it is too long: %s", (pattern) => {
    expect(isReported(pattern)).toBe(false);
  });
});

/** Returns the first problem whose suggestion replaces exactly the marked text. */
function suggestionFor(text: string): Problem | undefined {
  const { failures, warnings } = lint(text);
  for (const { suggestion, replacement } of failures) {
    // Advice about the program is not an edit of the filter.
    const isAdvice = suggestion.startsWith("Write pulumi.interpolate");
    expect(replacement === undefined).toBe(suggestion === "" || isAdvice);
  }
  return [...failures, ...warnings].find(({ replacement }) => replacement !== undefined);
}

const MAX_STEPS = 3;

/** Returns the filters that result from following each suggestion. */
function stepsFrom(text: string): readonly string[] {
  const steps: string[] = [];
  for (let now = text; steps.length <= MAX_STEPS;) {
    const problem = suggestionFor(now);
    if (problem === undefined) {
      break;
    }
    const { start, end, suggestion, replacement = "" } = problem;
    expect(suggestion).toContain(
      replacement === "" ? "Remove it" : replacement === " " ? "a plain space" : visible(replacement),
    );
    now = now.slice(0, start) + replacement + now.slice(end);
    steps.push(now);
  }
  return steps;
}

describe("the suggestions for an invalid filter lead to the intended filter within three steps, or there are none", () => {
  test.each(BROKEN.map(([text, , , meant]) => [named(text), text, meant] as const))(
    "%s",
    (_name, text, meant) => {
      const steps = stepsFrom(text);
      expect(steps.at(-1)).toBe(meant);
      expect(steps.length).toBeLessThanOrEqual(MAX_STEPS);
      expect(lint(meant ?? "kafka").failures).toEqual([]);
    },
  );

  test("for any valid filter with a few mistakes added", () => {
    const mistakes = fc.array(
      fc.tuple(
        fc.nat(),
        fc.nat(2),
        fc.constantFrom(..."\" ' ( ) & | = , ; ! and not “ ” \\ \u00a0 /*".split(" "), ""),
      ),
      { minLength: 1, maxLength: 3 },
    );
    fc.assert(
      fc.property(fc.constantFrom(...CONDITIONS), mistakes, (condition, edits) => {
        const text = edits.reduce((whole, [place, length, piece]) => {
          const at = place % (whole.length + 1);
          return whole.slice(0, at) + piece + whole.slice(at + length);
        }, condition);
        if (lint(text).failures.length > 0) {
          const steps = stepsFrom(text);
          expect(steps.length).toBeLessThanOrEqual(MAX_STEPS);
          expect(lint(steps.at(-1) ?? "kafka").failures).toEqual([]);
        }
      }),
      { seed: 8, numRuns: caseCount({ quick: 200, thorough: 5_000 }) },
    );
  });
});

test("no rule reports the result of a suggestion", () => {
  for (const [text] of [...WARNED, ...BROKEN]) {
    const { failures, warnings } = lint(text);
    for (const { start, end, replacement, suggestion } of [...failures, ...warnings]) {
      if (replacement !== undefined) {
        const followed = text.slice(0, start) + replacement + text.slice(end);
        const after = lint(followed);
        const reported = [...after.failures, ...after.warnings]
          .filter(({ rule }) => rule !== "redundant-operand" && rule !== "too-long")
          .filter((problem) => problem.start < start + replacement.length && problem.end > start)
          .filter((problem) => followed.slice(problem.start, problem.end) !== "claims");
        expect([text, suggestion, reported]).toEqual([text, suggestion, []]);
        expect(warnings.length > 0 ? after.failures : []).toEqual([]);
      }
    }
  }
});

describe("the suggestion says what to write", () => {
  test.each([
    ['contains(groups, "kafka")', 'Write "kafka" in groups'],
    ['true == contains(groups, "kafka")', 'Write ("kafka" in groups)'],
    ['"a" in groups || !contains(groups, "kafka")', 'Write ("kafka" in groups)'],
    ['"a" in groups && groups.exists("kafka")', 'Write "kafka" in groups'],
    ['[groups.has("kafka")] == [true]', 'Write "kafka" in groups'],
    ['startsWith(groups, "k")', 'Write groups.exists(g, g.startsWith("k"))'],
    ['!endsWith(groups, "k")', 'Write groups.exists(g, g.endsWith("k"))'],
    ['groups.includes("kafka")', 'Write "kafka" in groups'],
    ['in_array("kafka", groups)', 'Write "kafka" in groups'],
    ['"x" in groups && groups.hasAny(["a", "b"])', 'Write ("a" in groups || "b" in groups)'],
    ['groups.containsAll(["a", "b"])', 'Write "a" in groups && "b" in groups'],
    ['groups.exists_one("a")', 'Write groups.exists_one(g, g == "a")'],
    ["groups.matches('^a')", "Write groups.exists(g, g.matches('^a'))"],
    ['not("a" in groups)', 'Write !("a" in groups)'],
    ['or("a" in groups, "b" in groups)', 'Write ("a" in groups) || ("b" in groups)'],
  ])("%s: %s, to replace the text above the carets", (text, suggestion) => {
    const { failures, warnings } = lint(text);
    const [problem] = [...failures, ...warnings];
    expect(problem?.suggestion).toBe(suggestion);
    const followed =
      text.slice(0, problem?.start) + suggestion.replace("Write ", "") + text.slice(problem?.end);
    expect(readFilter(followed)).toMatchObject({ kind: "expression" });
    expect(lint(followed)).toEqual({ failures: [], warnings: [] });
  });

  test.each([
    ['"a" in groups and "b" in groups', "Write && instead"],
    ['groups = "a"', 'Write "a" in groups instead'],
    ['groups.exists(x => x == "kafka")', 'Write groups.exists(x, x == "kafka") instead'],
    ['"a" in groups"', "Remove it"],
    ['"a" in\u00a0groups', "Write a plain space instead"],
    ["'\"kafka\" in groups'", 'Remove the outer quotes: "kafka" in groups'],
    ['"\\"kafka\\" in groups"', 'Remove the outer quotes: "kafka" in groups'],
    ['"kafka in groups"', 'Remove the outer quotes: "kafka" in groups'],
    ['\'"a" in groups and "b" in groups\'', 'Remove the outer quotes: "a" in groups && "b" in groups'],
    ['groups.matches("[")', ""],
    ["kafka || ops", 'The only known variable is groups. Put a group name in quotes: "kafka" in groups'],
    ["“'kafka' in groups”", "Remove the outer quotes: 'kafka' in groups"],
    ['"kafka\u200b" in groups', "Remove it, unless the identity provider sends the name with it"],
    ["kafka\u00a0admins", "Write a plain space instead, unless the identity provider sends the name with it"],
    ['"a" in groups == True', "Write true instead"],
    [`contains(groups, "${"k".repeat(50)}")`, `Write "${"k".repeat(50)}" in groups`],
    ["groups.exists()", 'Write it like groups.exists(g, g == "kafka")'],
    ["false", 'To match some users, name a group: "kafka" in groups'],
    ['!("a" in groups || !("a" in groups))', 'To match some users, name a group: "kafka" in groups'],
    [
      '!!("a" in groups && !("a" in groups))',
      "&& needs all of its conditions: use || if one of them is enough",
    ],
    ['"a" in user.groups', 'The only known variable is groups: "kafka" in groups'],
    [
      "kafka-admins in groups",
      'The only known variable is groups. Put a group name in quotes: "kafka-admins"',
    ],
    [
      'groups.contains(["a", "b"])',
      'Write "a" in groups && "b" in groups for users in all of these groups, or "a" in groups || "b" in groups for users in any of them',
    ],
  ])("%s: %s", (text, expected) => {
    const { failures, warnings } = lint(text);
    expect([...failures, ...warnings][0]?.suggestion).toBe(expected);
  });
});

test("of several errors, the first by position is reported, and warnings are in the order of their positions", () => {
  const { failures } = lint('"a" in groups and "b" in groups or "c" in groups');
  expect(failures.map(({ start }) => start)).toEqual([14]);
  const { warnings } = lint('"" in groups || "kafka " in groups || "$GROUP" in groups');
  expect(warnings.map(({ rule }) => rule)).toEqual(["empty-name", "surrounding-whitespace", "placeholder"]);
});

test("shows an invisible character by its code", () => {
  expect(lint('"kafka\u200b" in groups').warnings[0]?.message).toBe(
    "U+200B is invisible but part of the text",
  );
  expect(lint("kafka\u00a0admins").warnings[0]?.message).toBe(
    "U+00A0 looks like a space, but is a different character",
  );
});

test("the tables have at least 150 filters without duplicates", () => {
  const texts = [...GROUPS, ...CONDITIONS, ...[...WARNED, ...BROKEN].map(([text]) => text)];
  expect(texts.length).toBeGreaterThanOrEqual(150);
  expect(new Set(texts).size).toBe(texts.length);
});
