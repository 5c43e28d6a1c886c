const { TestEnvironment } = require("jest-environment-node");

/** Ends a file of tests with its first failure: that kills a mutant, and jest has no such end (its `bail` counts files). */
module.exports = class extends TestEnvironment {
  #failed = false;

  handleTestEvent({ name, test }) {
    if (name === "test_fn_failure" || name === "hook_failure") {
      this.#failed = true;
    } else if (name === "test_start" && this.#failed) {
      test.mode = "skip";
    }
  }
};
