import { lint, readFilter } from "../../provider/filter";
import { BROKEN, CONDITIONS, GROUPS, WARNED } from "./verdicts";

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
      expect(warnings).toEqual([]);
    },
  );
});

test("the table is of 150 filters at least, none of them twice", () => {
  const texts = [...GROUPS, ...CONDITIONS, ...[...WARNED, ...BROKEN].map(([text]) => text)];
  expect(texts.length).toBeGreaterThanOrEqual(150);
  expect(new Set(texts).size).toBe(texts.length);
});
