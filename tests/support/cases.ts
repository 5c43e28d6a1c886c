/** Set to `true` by `.ci/run`, so that generated tests run many more cases than in `npm test`. */
const VARIABLE = "THOROUGH_TESTS";

/** Returns the number of cases of a generated test: `thorough` in `.ci/run`, otherwise `quick`. */
export function caseCount({ quick, thorough }: { quick: number; thorough: number }): number {
  return process.env[VARIABLE] === "true" ? thorough : quick;
}
