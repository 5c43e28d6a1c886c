/** Set to `true` by `.ci/run`: generated tests then run many more cases than `npm test` has time for. */
const VARIABLE = "THOROUGH_TESTS";

/** Returns how many cases a generated test runs: `thorough` in `.ci/run`, and `quick` everywhere else. */
export function caseCount({ quick, thorough }: { quick: number; thorough: number }): number {
  return process.env[VARIABLE] === "true" ? thorough : quick;
}
