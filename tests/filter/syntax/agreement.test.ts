import { parse } from "@bufbuild/cel";
import * as fc from "fast-check";
import { readFilter } from "../../../provider/filter/index";
import { caseCount } from "../../support/cases";
import { conditions } from "../conditions";
import { expressions, brokenExpressions } from "../subset";

const COMPARED = caseCount({ quick: 2_000, thorough: 20_000 });

/** Any text that ends with this is clearly an expression. */
const TAIL = ' || "x" in groups';

function isCelByBufbuild(text: string): boolean {
  try {
    parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Compares the results of the two parsers for generated texts. */
function compare(texts: fc.Arbitrary<string>, seed: number) {
  const judged = fc.sample(texts, { seed, numRuns: COMPARED }).map((text) => {
    const whole = text + TAIL;
    const { kind } = readFilter(whole);
    return { text: whole, kind, isCel: isCelByBufbuild(whole) };
  });
  return {
    accepted: judged.filter(({ isCel }) => isCel).length,
    refused: judged.filter(({ isCel }) => !isCel).length,
    differing: judged
      .filter(({ kind, isCel }) => kind !== (isCel ? "expression" : "invalid"))
      .map(({ text, kind }) => [kind, text]),
  };
}

describe("the parser agrees with @bufbuild/cel", () => {
  test(`about ${COMPARED} expressions`, () => {
    expect(compare(expressions, 1)).toEqual({ accepted: COMPARED, refused: 0, differing: [] });
  });

  test(`about ${COMPARED} expressions with mistakes`, () => {
    const { refused, differing } = compare(brokenExpressions, 2);
    expect(differing).toEqual([]);
    expect(refused).toBeGreaterThan(COMPARED / 2);
  });
});

test(`of ${COMPARED} conditions, those that use only groups and claims are recognized as expressions`, () => {
  const texts = fc.sample(conditions, { seed: 3, numRuns: COMPARED }).filter(
    // A map at the start could be a placeholder of a template.
    (text) =>
      !text.startsWith("{") &&
      /groups|claims/.test(text) &&
      !/\b[gh]\b/.test(text) &&
      !/^!?\(?claims\.\w+\)?$/.test(text),
  );
  expect(texts.filter((text) => readFilter(text).kind !== "expression")).toEqual([]);
  expect(texts.length).toBeGreaterThan(COMPARED / 4);
});
