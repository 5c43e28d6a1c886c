const { default: Sequencer } = require("@jest/test-sequencer");

/** The folders with the slowest suites, slowest first. */
const SLOW = ["e2e", "model", "scripts", "host"];

/**
 * Starts slow suites first, because a slow suite that starts last leaves all other cores idle. Jest sorts by file size until
 * it knows the durations, but the files of some slow suites are small.
 */
module.exports = class extends Sequencer {
  sort(tests) {
    const rankOf = ({ path }) => {
      const rank = SLOW.findIndex((folder) => path.includes(`/tests/${folder}/`));
      return rank === -1 ? SLOW.length : rank;
    };
    return [...super.sort(tests)].sort((one, other) => rankOf(one) - rankOf(other));
  }
};
