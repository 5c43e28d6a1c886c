import { celEnv, isCelError, parse, plan } from "@bufbuild/cel";
import * as fc from "fast-check";
import { lint, readFilter } from "../../../provider/filter";
import {
  claimsOf,
  ERROR,
  Evaluator,
  FALSE,
  CelUnknown,
  type Outcomes,
  TRUE,
} from "../../../provider/filter/evaluation";
import { caseCount } from "../../support/cases";
import { conditions, relations } from "../conditions";
import { expressions } from "../subset";

const COMPARED = caseCount({ quick: 2_000, thorough: 20_000 });

/** Any text that ends with this is clearly an expression. */
const TAIL = ' || "x" in groups';

const GROUPS = ["kafka", "kafka-admins", "é🙂"];
const CLAIMS = { team: "kafka", remote: true, x: "kafka" };

const environment = celEnv();

/** Returns the result of @bufbuild/cel. A value that is not a condition counts as an error. */
function outcomeByBufbuild(text: string): Outcomes {
  const result = plan(environment, parse(text))({ groups: GROUPS, claims: CLAIMS });
  return !isCelError(result) && typeof result === "boolean" ? (result ? TRUE : FALSE) : ERROR;
}

/** Returns our results: several if the result is unknown. */
function outcomesByUs(text: string): Outcomes {
  const reading = readFilter(text);
  if (reading.kind !== "expression") {
    throw new Error(`It is not read: ${text}`);
  }
  const result = new Evaluator().run(reading.tree, { groups: GROUPS, claims: claimsOf(CLAIMS) }, 100_000);
  if (result instanceof CelUnknown) {
    return result.outcomes;
  }
  return typeof result === "boolean" ? (result ? TRUE : FALSE) : ERROR;
}

function compare(texts: fc.Arbitrary<string>, seed: number) {
  const compared = fc
    .sample(texts, { seed, numRuns: COMPARED })
    .map((text) => text + TAIL)
    .filter((text) => lint(text).failures.length === 0)
    .map((text) => ({ text, ours: outcomesByUs(text), theirs: outcomeByBufbuild(text) }));
  const count = (outcome: Outcomes) => compared.filter(({ ours }) => ours === outcome).length;
  return {
    differing: compared.filter(({ ours, theirs }) => (ours & theirs) === 0),
    matching: count(TRUE),
    notMatching: count(FALSE),
    failing: count(ERROR),
    all: compared.length,
  };
}

describe("an evaluation without an error agrees with @bufbuild/cel", () => {
  test(
    `for ${COMPARED} expressions`,
    () => {
      const { differing, all } = compare(expressions, 3);
      expect(differing).toEqual([]);
      expect(all).toBeGreaterThan(COMPARED / 2);
    },
    5 * 60_000,
  );

  test(
    `for ${COMPARED} conditions, mostly true or false`,
    () => {
      const { differing, matching, notMatching, failing } = compare(conditions, 4);
      expect(differing).toEqual([]);
      expect(matching).toBeGreaterThan(COMPARED / 5);
      expect(notMatching).toBeGreaterThan(COMPARED / 5);
      expect(failing).toBeGreaterThan(COMPARED / 20);
      expect(matching + notMatching + failing).toBeGreaterThan((COMPARED * 3) / 4);
    },
    5 * 60_000,
  );
});

test(
  `of ${COMPARED} relations, @bufbuild/cel evaluates none to true that we report as an error`,
  () => {
    const judged = fc.sample(relations, { seed: 5, numRuns: COMPARED }).map((relation) => {
      const text = `(${relation}) && "kafka" in groups`;
      return { text, isFailure: lint(text).failures.length > 0, isTrue: outcomeByBufbuild(text) === TRUE };
    });
    expect(judged.filter(({ isFailure, isTrue }) => isFailure && isTrue)).toEqual([]);
    expect(judged.filter(({ isFailure }) => isFailure).length).toBeGreaterThan(COMPARED / 5);
    expect(judged.filter(({ isTrue }) => isTrue).length).toBeGreaterThan(COMPARED / 10);
  },
  5 * 60_000,
);
