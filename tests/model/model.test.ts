import { caseCount } from "../support/cases";
import { fromEnvironment } from "./again";
import { neverHappened } from "./coverage";
import { DUPLICATES } from "./duplicates";
import { runModel } from "./runModel";

const OPERATIONS = caseCount({ quick: 4_000, thorough: 10_000 });

test("with concurrent stacks, all faults, and another writer, nothing is lost, duplicated, or left unreported", async () => {
  const { seed, ...again } = fromEnvironment(1);
  const options = { seed, operations: OPERATIONS, duplicates: DUPLICATES, ...again };
  const { statistics, failure } = await runModel(options);
  expect(failure?.text).toBeUndefined();
  console.log(statistics.summary());
  if (again.again === undefined) {
    expect(statistics.operations.total()).toBeGreaterThanOrEqual(OPERATIONS);
    expect(neverHappened(statistics)).toEqual([]);
  }
}, 600_000);
