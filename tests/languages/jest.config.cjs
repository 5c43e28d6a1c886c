/** Programs in Pulumi's languages. They are not part of `npm test`, because they need Go and Python. */
const { projects } = require("../../jest.config.cjs");

module.exports = {
  ...projects.find(({ displayName }) => displayName === "e2e"),
  displayName: "languages",
  rootDir: "../..",
  testMatch: ["<rootDir>/tests/languages/*.test.ts"],
  forceExit: true,
};
