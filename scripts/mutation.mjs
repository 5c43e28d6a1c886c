/**
 * The mutation test of the files whose every line has to be held by a test: `npm run test:mutation [-- urls waiting]`.
 *
 * One run of Stryker a file, with the tests of that file alone: a mutant loads all tests of its run. And each file has to
 * reach the score for itself.
 */
import { Stryker } from "@stryker-mutator/core";
import jest from "../jest.config.cjs";

/** Of a hundred mutants that a test could see, so many have to be seen, in every file. */
const LEAST_SCORE = 85;

/** The names in provider/rest, and the names in tests/rest that hold them. */
const TESTS = {
  urls: ["urls"],
  waiting: ["waiting"],
  pagination: ["pagination", "groupMappings.list"],
  retryPolicy: ["retryPolicy"],
  duplicates: ["duplicates"],
  createSafely: ["createSafely"],
  apiError: ["apiError"],
  rateGate: ["rateGate"],
};

const unit = jest.projects.find(({ displayName }) => displayName === "unit");

const named = process.argv.slice(2);
for (const name of named.length === 0 ? Object.keys(TESTS) : named) {
  if (!Object.hasOwn(TESTS, name)) {
    throw new Error(`${name} is none of ${Object.keys(TESTS).join(", ")}`);
  }
  const mutants = await new Stryker({
    mutate: [`provider/rest/${name}.ts`],
    plugins: ["@stryker-mutator/jest-runner"],
    testRunner: "jest",
    coverageAnalysis: "perTest",
    jest: {
      // The tests are named, and jest finds some of them by no path of imports.
      enableFindRelatedTests: false,
      config: {
        ...unit,
        projects: [],
        testMatch: TESTS[name].map((test) => `<rootDir>/tests/rest/${test}.test.ts`),
      },
    },
    concurrency: 2,
    // A mutant must not pass for one that never ends, and so for a killed one, because the machine is busy.
    timeoutMS: 60_000,
    ignorePatterns: ["bin", "bin.next", "bin.old", "coverage", "examples"],
    reporters: ["clear-text"],
    clearTextReporter: { allowColor: false, reportTests: false, allowEmojis: false },
    thresholds: { high: 95, low: LEAST_SCORE, break: LEAST_SCORE },
  }).runMutationTest();
  if (mutants.length === 0) {
    throw new Error(`provider/rest/${name}.ts has nothing to mutate`);
  }
}
