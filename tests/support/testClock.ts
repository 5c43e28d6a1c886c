import type { Clock } from "../../provider/rest";

/** A clock by which a whole test runs: time that passes at will, or real time. */
export interface TestClock extends Clock {
  /** Calls `wake` after `milliseconds`, unless what this returns was called before. */
  after(milliseconds: number, wake: () => void): () => void;
  /** Time stands still, where it can, until `work` has ended: it is real, a file that is written perhaps. */
  hold<Result>(work: Promise<Result>): Promise<Result>;
  /** Lets time pass until `work` has ended. */
  run<Result>(work: Promise<Result>): Promise<Result>;
}
