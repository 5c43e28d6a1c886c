const { default: Sequencer } = require("@jest/test-sequencer");

/** The folders whose suites take longest, the longest first. */
const SLOW = ["e2e", "model", "scripts", "host"];

/**
 * Starts slow suites first: a suite of half a minute that starts last leaves all cores but one idle. By itself, jest sorts by
 * the size of files until it has run them, and the files of some slow suites are small.
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
