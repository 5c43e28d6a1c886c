import { lint, RULES } from "../../../provider/filter";
import { BROKEN, WARNED } from "../verdicts";

const ids = RULES.map(({ id }) => id);

test("no two rules have the same id", () => {
  expect(new Set(ids).size).toBe(ids.length);
});

test.each(RULES.map((rule) => [rule.id, rule] as const))(
  "%s reports its example",
  (id, { severity, example }) => {
    const { failures, warnings } = lint(example);
    const reported = severity === "error" ? failures : warnings;
    expect(reported.map(({ rule }) => rule)).toContain(id);
  },
);

test("the registry contains exactly the ids that are reported", () => {
  const texts = [...RULES.map(({ example }) => example), ...[...WARNED, ...BROKEN].map(([text]) => text)];
  const reported = texts.map(lint).flatMap(({ failures, warnings }) => [...failures, ...warnings]);
  expect([...new Set(reported.map(({ rule }) => rule))].sort()).toEqual([...ids].sort());
});
