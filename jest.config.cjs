/** Three layers that stay apart: unit (no process), host (processes of ours: the dynamic provider host, the command), e2e (the Pulumi CLI). */
const layer = (displayName, testMatch, more = {}) => ({
  displayName,
  testMatch,
  roots: ["<rootDir>/tests"],
  testEnvironment: "node",
  transform: { "\\.ts$": ["ts-jest", { diagnostics: false }] },
  ...more,
});

module.exports = {
  // One worker per core: by default jest leaves one core unused, and that is half of a machine with two.
  maxWorkers: "100%",
  testSequencer: "<rootDir>/tests/support/sequencer.cjs",
  testTimeout: 60_000,
  // A test that failed before it closed its server must not keep a pipeline waiting for ever.
  forceExit: true,
  // Of `npm run test:coverage`: the client as a whole, by the unit tests.
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
