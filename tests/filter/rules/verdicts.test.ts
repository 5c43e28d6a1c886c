import * as fc from "fast-check";
import { lint, type Problem, readFilter } from "../../../provider/filter";
import { visible } from "../../../provider/filter/report";
import { caseCount } from "../../support/cases";
import { BROKEN, CONDITIONS, GROUPS, WARNED } from "../verdicts";

function named(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

describe("of one group's identifier there is nothing to say", () => {
  test.each(GROUPS.map((text) => [named(text), text]))("%s", (_name, text) => {
    expect(readFilter(text)).toEqual({ kind: "group", name: text });
    expect(lint(text)).toEqual({ failures: [], warnings: [] });
  });
});

describe("of a plain condition there is nothing to say", () => {
  test.each(CONDITIONS.map((text) => [named(text), text]))("%s", (_name, text) => {
    expect(readFilter(text)).toMatchObject({ kind: "expression" });
    expect(lint(text)).toEqual({ failures: [], warnings: [] });
  });
});

describe("what works and may not be meant is remarked on", () => {
  test.each(WARNED.map(([text, ...rules]) => [named(text), text, rules] as const))(
    "%s",
    (_name, text, rules) => {
      const { failures, warnings } = lint(text);
      expect(failures).toEqual([]);
      expect(warnings.map(({ rule }) => rule)).toEqual(rules);
    },
  );
});

describe("what cannot work fails, at its place", () => {
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

/** What RE2 makes of regular expressions: https://github.com/google/re2/wiki/Syntax. */
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
  ])("is reported if RE2 refuses it: %s", (pattern) => {
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
  ])("is not reported if RE2 takes it, or it is too long: %s", (pattern) => {
    expect(isReported(pattern)).toBe(false);
  });
});

/** The first problem that has a suggestion for exactly its place. */
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

/** The filters that come of it if each suggestion is followed as it is shown. */
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

describe("the suggestions for a broken filter lead to the one that is meant, within three steps, or there is none", () => {
  test.each(BROKEN.map(([text, , , meant]) => [named(text), text, meant] as const))(
    "%s",
    (_name, text, meant) => {
      const steps = stepsFrom(text);
      expect(steps.at(-1)).toBe(meant);
      expect(steps.length).toBeLessThanOrEqual(MAX_STEPS);
      expect(lint(meant ?? "kafka").failures).toEqual([]);
    },
  );

  test("any filter that was made of a valid one by a few mistakes", () => {
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

test("following the suggestions for a filter that works makes no invalid one of it", () => {
  for (const [text] of WARNED) {
    expect([text, lint(stepsFrom(text).at(-1) ?? text).failures]).toEqual([text, []]);
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
  ])("%s: %s, in place of what the carets point at", (text, suggestion) => {
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
    ['"a" in groups"', "Remove it"],
    ['"a" in\u00a0groups', "Write a plain space instead"],
    ["'\"kafka\" in groups'", 'Remove the outer quotes: "kafka" in groups'],
    ['"\\"kafka\\" in groups"', 'Remove the outer quotes: "kafka" in groups'],
    ['"kafka in groups"', "Remove the outer quotes: kafka in groups"],
    ["“'kafka' in groups”", "Remove the outer quotes: 'kafka' in groups"],
    ['"kafka\u200b" in groups', "Remove it, unless the identity provider sends it so"],
    ["kafka\u00a0admins", "Write a plain space instead, unless the identity provider sends it so"],
    ['"a" in groups == True', "Write true instead"],
    [`contains(groups, "${"k".repeat(50)}")`, 'Write it as in groups.exists(g, g.contains("a"))'],
    ["groups.exists()", 'Write it as in groups.exists(g, g == "kafka")'],
    ["false", 'To let some in, name their group: "kafka" in groups'],
    ['!("a" in groups || !("a" in groups))', 'To let some in, name their group: "kafka" in groups'],
    [
      '!!("a" in groups && !("a" in groups))',
      "A user is in several groups at once: join groups with || where one of them is enough",
    ],
    ['"a" in user.groups', 'The only variable known is groups: "kafka" in groups'],
    [
      "kafka-admins in groups",
      'The only variable known is groups; put quotes around the name of a group: "kafka-admins"',
    ],
    [
      'groups.contains(["a", "b"])',
      "Ask for each group by itself, and join the conditions with && (all) or || (any)",
    ],
  ])("%s: %s", (text, expected) => {
    const { failures, warnings } = lint(text);
    expect([...failures, ...warnings][0]?.suggestion).toBe(expected);
  });
});

test("a character that cannot be seen is shown by its code", () => {
  expect(lint('"kafka\u200b" in groups').warnings[0]?.message).toBe("U+200B cannot be seen, and counts");
  expect(lint("kafka\u00a0admins").warnings[0]?.message).toBe(
    "U+00A0 looks like a space but is not one, and counts",
  );
});

test("the table is of 150 filters at least, none of them twice", () => {
  const texts = [...GROUPS, ...CONDITIONS, ...[...WARNED, ...BROKEN].map(([text]) => text)];
  expect(texts.length).toBeGreaterThanOrEqual(150);
  expect(new Set(texts).size).toBe(texts.length);
});
