import type { Clock } from "../clock";
import type { Limits } from "../../config";
import { RateLimiter } from "../rateLimit";

export interface SenderSettings {
  readonly clock: Clock;
  readonly limits: Limits;
  /** Called with a status message while a request waits. */
  readonly onStatus: (status: string) => void;
}

/** Returns a function that reports a wait before a retry. */
export function reportRetryWait(onStatus: SenderSettings["onStatus"]): (milliseconds: number) => void {
  return (milliseconds) => {
    onStatus(`Waiting ${Math.ceil(milliseconds / 1_000)} s before retrying`);
  };
}

/** @param whose owner of the rate limit, for the status message: `the API` */
export function createRateLimiter(whose: string, { clock, limits, onStatus }: SenderSettings): RateLimiter {
  return new RateLimiter({
    clock,
    ...limits,
    onWait: (wait) => {
      onStatus(`Waiting ${Math.ceil(wait / 1_000)} s for ${whose}'s rate limit`);
    },
  });
}
