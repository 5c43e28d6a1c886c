/** Time and chance, which come from outside so that tests run in virtual time. */
export interface Clock {
  /** Milliseconds since some moment that never changes; never goes back. */
  now(): number;
  /** Resolves after `milliseconds`. */
  sleep(milliseconds: number): Promise<void>;
  /** A number from 0 up to, not including, 1. */
  random(): number;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  random: Math.random,
};
