/**
 * Mutation tests for the files in which tests must cover every line: `npm run test:mutation [-- urls match]`.
 *
 * There is one Stryker run for each file in provider/rest and one for each folder in provider/filter, because a mutant
 * loads all tests of its run. Every run must reach the minimum score.
 */
import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { URL } from "node:url";
import { Stryker } from "@stryker-mutator/core";
import jest from "../../jest.config.cjs";

/** The minimum percentage of mutants that the tests of a run must kill. */
const MIN_SCORE = 85;

/** The runs: the files to mutate in provider/, and their test files in tests/. */
const RUNS = {
  urls: {
    mutate: ["rest/http/urls.ts"],
    tests: ["rest/http/urls.test.ts", "rest/mappings/groupMappings.test.ts"],
  },
  clock: { mutate: ["rest/clock.ts"], tests: ["rest/clock.test.ts"] },
  pagination: {
    mutate: ["rest/mappings/pagination.ts"],
    tests: ["rest/mappings/{pagination,groupMappings.list}.test.ts"],
  },
  retryPolicy: { mutate: ["rest/send/retryPolicy.ts"], tests: ["rest/send/retryPolicy.test.ts"] },
  duplicates: { mutate: ["rest/create/duplicates.ts"], tests: ["rest/create/duplicates.test.ts"] },
  mappingCreator: {
    mutate: ["rest/create/{mappingCreator,createRecovery}.ts"],
    tests: ["rest/create/mappingCreator.test.ts"],
  },
  apiError: {
    mutate: ["rest/http/{apiError,connectionError,responseHeaders}.ts", "rest/send/rateLimitError.ts"],
    tests: ["rest/http/apiError.test.ts"],
  },
  rateLimit: { mutate: ["rest/rateLimit/!(index).ts"], tests: ["rest/rateLimit/*.test.ts"] },
  ...ofFilter({
    lexer: ["lexer/*"],
    syntax: ["syntax/*", "sameFilter"],
    types: ["types/*"],
    logic: ["logic/*"],
    rules: ["rules/*", "lint"],
    match: ["evaluation/*", "match"],
    report: ["report/*"],
  }),
  builders: { mutate: ["filter/build.ts"], tests: ["sdk/filters.test.ts"] },
};

/** The files in provider/filter share tests, because one table of filters and results covers most of them. */
function ofFilter(groups) {
  return Object.fromEntries(
    Object.entries(groups).map(([name, files]) => [
      name,
      { mutate: files.map((file) => `filter/${file}.ts`), tests: ["filter/together.ts"] },
    ]),
  );
}

const inRuns = Object.values(RUNS).flatMap(({ mutate }) => mutate.join(" ").match(/\w+/g));
for (const file of readdirSync(new URL("../../provider/filter", import.meta.url))) {
  if (file !== "index.ts" && !inRuns.includes(file.replace(/\.ts$/, ""))) {
    throw new Error(`provider/filter/${file} is in no run`);
  }
}

const unit = jest.projects.find(({ displayName }) => displayName === "unit");

const named = process.argv.slice(2);
for (const name of named.length === 0 ? Object.keys(RUNS) : named) {
  if (!Object.hasOwn(RUNS, name)) {
    throw new Error(`Unknown run ${name}. Use one of ${Object.keys(RUNS).join(", ")}`);
  }
  const { mutate, tests } = RUNS[name];
  const mutants = await new Stryker({
    mutate: mutate.map((files) => `provider/${files}`),
    plugins: ["@stryker-mutator/jest-runner"],
    testRunner: "jest",
    coverageAnalysis: "perTest",
    jest: {
      // The tests are listed explicitly, because Jest cannot find all of them through imports.
      enableFindRelatedTests: false,
      config: {
        ...unit,
        projects: [],
        testMatch: tests.map((test) => `<rootDir>/tests/${test}`),
        testEnvironment: createRequire(import.meta.url).resolve("./firstFailure.cjs"),
      },
    },
    concurrency: 2,
    // High, so that a busy machine does not cause a timeout, which would count as a killed mutant.
    timeoutMS: 30_000,
    ignorePatterns: ["bin", "bin.next", "coverage", "examples"],
    reporters: ["clear-text", "progress-append-only"],
    clearTextReporter: { allowColor: false, reportTests: false, allowEmojis: false },
    thresholds: { high: 95, low: MIN_SCORE, break: MIN_SCORE },
  }).runMutationTest();
  if (mutants.length === 0) {
    throw new Error(`The run ${name} has nothing to mutate`);
  }
}
