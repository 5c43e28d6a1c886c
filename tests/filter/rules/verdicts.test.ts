import { lint, readFilter } from "../../../provider/filter/index";
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
    (_name, text, expected) => {
      const { failures, warnings } = lint(text);
      const [failure] = failures.map(({ rule, start, end }) => [rule, text.slice(start, end)]);
      expect(failure).toEqual(expected);
      expect(failures.filter(({ suggestion }) => suggestion === "")).toEqual([]);
      expect(warnings).toEqual([]);
    },
  );
});

/** What the suggestion for a filter says. */
function suggestionFor(text: string): string | undefined {
  const { failures, warnings } = lint(text);
  return [...failures, ...warnings][0]?.suggestion;
}

describe("the suggestion, followed, gives a filter that nothing is to be said of", () => {
  test.each([
    ['groups = "a"', '"a" in groups'],
    ['groups === "a"', '"a" in groups'],
    ['"a" = groups', '"a" in groups'],
    ['groups != "a"', '!("a" in groups)'],
    ['groups !== "a"', '!("a" in groups)'],
    ['groups in "a"', '"a" in groups'],
    ['groups in ["a", "b"]', '"a" in groups || "b" in groups'],
    ['"a" in [groups]', '"a" in groups'],
    ['!"a" in groups', '!("a" in groups)'],
    ['"a" groups', '"a" in groups'],
    ['"a"', '"a" in groups'],
  ])("%s", (text, meant) => {
    expect(suggestionFor(text)).toContain(meant);
    expect(lint(meant)).toEqual({ failures: [], warnings: [] });
  });

  test.each([
    ['"a" in groups"', "Remove it"],
    ['"a"" in groups', "Remove it: the text ends right before it"],
    ['a" in groups', 'Write another " before a'],
    ['"a” in groups', 'Write " in place of ”, which is a typographic quote'],
    ['""a"" in groups', 'Write one quote on either side of the text: "a"'],
    ["Kafka Team Admins in groups", 'Put quotes around the name of a group: "Kafka Team Admins"'],
    ["Domänen-Admins in groups", 'Put quotes around it: "Domänen-Admins"'],
    ["size(groups) => 1", "Write >= instead"],
    ["claims.a => 1 && true", "Write >= instead"],
    ['groups.exists(g => g == "a")', 'Write the name and a comma: groups.exists(g, g == "kafka")'],
    [
      'true && groups.exists((member) => member == "a")',
      'Write the name and a comma: groups.exists(member, member == "kafka")',
    ],
    ['groups.exists(g, g => "a")', "Write >= instead"],
    ['groups.exists(g, g = "a")', "Write == instead"],
    ['"a" in "groups"', 'Leave out the quotes around groups: "a" in groups'],
    ['"a" ingroups', 'A group is looked for with in: "a" in groups'],
    ['"a" inn groups', 'A group is looked for with in: "a" in groups'],
    ['"a" groups', 'Write in between them: "a" in groups'],
    ['"a" in groups "b" in groups', "Join two conditions with && (both) or || (either)"],
    ['"a" in "group"', 'Write a list, such as groups or ["group"]'],
    ["false", 'To let some in, name their group: "kafka" in groups'],
    ['!("a" in groups || !("a" in groups))', 'To let some in, name their group: "kafka" in groups'],
    [
      '!!("a" in groups && !("a" in groups))',
      "A user is in several groups at once: join groups with || where one of them is enough",
    ],
    ['"a" in groups = true', "Write == instead"],
    ['"a" is in groups', "Remove it"],
    ['return "a" in groups', "Remove it: a filter is the condition alone"],
    ['"a" in\u00a0groups', "Write a plain space instead"],
    ['\ufeff"a" in groups', "Remove it: it cannot be seen, and came along with a copied text"],
    ['groups.exists(g, "a")', 'Write a condition, such as g == "a"'],
    ["groups.exists(,g)", "Remove the comma"],
    ['("a", "b") in groups', 'Ask for each by itself: "a" in groups || "b" in groups'],
    ['"a" in user.groups', 'The only variable known is groups: "kafka" in groups'],
    [
      "kafka-admins in groups",
      'The only variable known is groups; the name of a group stands in quotes: "kafka-admins"',
    ],
  ])("%s: %s", (text, expected) => {
    expect(suggestionFor(text)).toBe(expected);
  });
});

test("the table is of 150 filters at least, none of them twice", () => {
  const texts = [...GROUPS, ...CONDITIONS, ...[...WARNED, ...BROKEN].map(([text]) => text)];
  expect(texts.length).toBeGreaterThanOrEqual(150);
  expect(new Set(texts).size).toBe(texts.length);
});
