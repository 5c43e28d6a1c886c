/** Time and chance, which come from outside so that tests run in virtual time. */
export interface Clock {
  /** Milliseconds since some moment that never changes; never goes back. */
  now(): number;
  /** Resolves after `milliseconds`. */
  sleep(milliseconds: number): Promise<void>;
  /** A number from 0 up to, not including, 1. */
  random(): number;
}

// Stryker disable all: no unit test waits for real time.
export const systemClock: Clock = {
  now: () => performance.now(),
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  random: Math.random,
};
// Stryker restore all

/** Longer waits are reported, so that a user knows why nothing happens. */
export const LONG_WAIT_MS = 5_000;

/** How often a wait that goes on is reported. */
export const PROGRESS_INTERVAL_MS = 30_000;

/** Sleeps. Reports a long wait when it begins and every 30 s, with the milliseconds that are left. */
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
