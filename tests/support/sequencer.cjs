const { default: Sequencer } = require("@jest/test-sequencer");

const LAYERS = ["e2e", "host", "unit"];

/** Starts the end-to-end suites first: a suite of a minute that starts last leaves all cores but one idle. */
module.exports = class extends Sequencer {
  sort(tests) {
    const layerOf = ({ context }) => LAYERS.indexOf(context.config.displayName.name);
    return [...super.sort(tests)].sort((one, other) => layerOf(one) - layerOf(other));
  }
};
