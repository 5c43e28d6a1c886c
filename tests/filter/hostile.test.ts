import * as fc from "fast-check";
import {
  lint,
  matcherOf,
  positionOf,
  type Problem,
  readFilter,
  sameFilter,
  showProblem,
} from "../../provider/filter";
import { caseCount } from "../support/cases";
import { HOSTILE } from "./hostileTexts";

const RUNS = caseCount({ quick: 1_000, thorough: 3_000 });

/** Calls everything that processes a text. */
function askAll(text: string): readonly Problem[] {
  readFilter(text);
  sameFilter(text, `${text} `);
  const { failures, warnings } = lint(text);
  const problems = [...failures, ...warnings];
  for (const problem of problems) {
    expect(problem.start).toBeLessThanOrEqual(problem.end);
    expect(problem.end).toBeLessThanOrEqual(text.length);
    expect(positionOf(text, problem.start).line).toBeGreaterThanOrEqual(1);
    // The engine truncates longer messages, so the caret would be missing.
    expect(showProblem(text, problem).length).toBeLessThan(1_000);
  }
  return problems;
}

test.each(HOSTILE)("%s is processed quickly", (_name, text) => {
  expect(() => askAll(text)).not.toThrow();
});

describe("no text causes an error", () => {
  const pieces =
    '" \' """ r" b\' ` \\ ( ) [ ] { } . , : ? ! - + * / % < > = & | == != && || in groups claims and not true 1 0x .5 ' +
    "exists size has a é “ ’ \u00a0 \ufeff // \n \r \u2028 😀 \ud83d kafka";

  test("tokens in any order", () => {
    const soup = fc
      .array(fc.constantFrom(...pieces.split(" "), " "), { maxLength: 60 })
      .map((all) => all.join(""));
    fc.assert(
      fc.property(soup, (text) => void askAll(text)),
      { seed: 5, numRuns: RUNS },
    );
  });

  test("tokens in any order, in an expression", () => {
    const soup = fc
      .array(fc.constantFrom(...pieces.split(" ")), { maxLength: 30 })
      .map((all) => all.join(" "));
    fc.assert(
      fc.property(soup, (text) => void askAll(`${text} || "x" in groups`)),
      { seed: 6, numRuns: RUNS },
    );
  });

  test("any characters", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 80 }), (text) => void askAll(text)),
      { seed: 7, numRuns: RUNS },
    );
  });
});

test("matching many users has one limit for all of them, and leaves the rest undetermined", () => {
  const groups = Array.from({ length: 100 }, (_, index) => `group-${index}`);
  const filter = 'groups.all(a, groups.all(b, a + b != "x"))';
  const isMember = matcherOf(filter);
  const verdicts = Array.from({ length: 400 }, () => isMember(groups));
  expect(verdicts[0]).toBe("matches");
  expect(verdicts.at(-1)).toBe("cannot tell");
  expect(verdicts.lastIndexOf("matches")).toBe(verdicts.indexOf("cannot tell") - 1);
});
