import type { Clock } from "../../provider/rest";

/** The clock of a whole test: virtual or real time. */
export interface TestClock extends Clock {
  /** Calls `wake` after `milliseconds`. Returns a function that cancels the call. */
  after(milliseconds: number, wake: () => void): () => void;
  /** Stops virtual time until `work` has ended, for work in real time such as writing a file. */
  hold<Result>(work: Promise<Result>): Promise<Result>;
  /** Advances time until `work` has ended. */
  run<Result>(work: Promise<Result>): Promise<Result>;
}
