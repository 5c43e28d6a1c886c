/** Three separate layers: unit (no processes), host (our own processes: the provider and the command), and e2e (the Pulumi CLI). */
const layer = (displayName, testMatch, more = {}) => ({
  displayName,
  testMatch,
  roots: ["<rootDir>/tests"],
  testEnvironment: "node",
  transform: { "\\.ts$": ["ts-jest", { diagnostics: false }] },
  ...more,
});

module.exports = {
  // One worker per core. By default, Jest leaves one core unused, which is half of a machine with two cores.
  maxWorkers: "100%",
  testSequencer: "<rootDir>/tests/support/sequencer.cjs",
  testTimeout: 60_000,
  // A test that failed before it closed its server must not block a pipeline forever.
  forceExit: true,
  // For `npm run test:coverage`: the whole client, covered by the unit tests.
  collectCoverageFrom: ["provider/{rest,config,errors}/**/*.ts"],
  coverageReporters: ["text"],
  coverageThreshold: { global: { lines: 95, branches: 95 } },
  projects: [
    layer("unit", ["<rootDir>/tests/!(host|e2e|languages)/**/*.test.ts", "<rootDir>/tests/*.test.ts"]),
    layer("host", ["<rootDir>/tests/host/**/*.test.ts"]),
    layer("e2e", ["<rootDir>/tests/e2e/**/*.test.ts"], {
      globalSetup: "<rootDir>/tests/e2e/support/globalSetup.ts",
      globalTeardown: "<rootDir>/tests/e2e/support/globalTeardown.ts",
      setupFilesAfterEnv: ["<rootDir>/tests/e2e/support/timeLimit.ts"],
    }),
  ],
};
