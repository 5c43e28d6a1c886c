/** Time and randomness, injected so that tests run in virtual time. */
export interface Clock {
  /** Milliseconds since a fixed moment; never decreases. */
  now(): number;
  /** Resolves after `milliseconds`. */
  sleep(milliseconds: number): Promise<void>;
  /** A number from 0 (inclusive) to 1 (exclusive). */
  random(): number;
}

// Stryker disable all: no unit test waits for real time.
export const systemClock: Clock = {
  now: () => performance.now(),
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  random: Math.random,
};
// Stryker restore all

/** Longer waits are reported, so that the user knows why nothing happens. */
export const LONG_WAIT_MS = 5_000;

/** How often a wait is reported. */
export const PROGRESS_INTERVAL_MS = 30_000;

/** Sleeps. Reports a long wait at its start and every 30 s, with the remaining milliseconds. */
export async function sleepWithProgress(
  clock: Clock,
  milliseconds: number,
  report: (milliseconds: number) => void,
): Promise<void> {
  for (let left = milliseconds; left > 0; left -= PROGRESS_INTERVAL_MS) {
    if (left > LONG_WAIT_MS) {
      report(left);
    }
    await clock.sleep(Math.min(left, PROGRESS_INTERVAL_MS));
  }
}
