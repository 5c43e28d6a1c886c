const { TestEnvironment } = require("jest-environment-node");

/** Skips the rest of a test file after a failure, because one failure kills a mutant. Jest's `bail` only counts files. */
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
