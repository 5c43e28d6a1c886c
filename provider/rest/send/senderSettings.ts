import type { Clock } from "../clock";
import type { Limits } from "../../config";
import { RateLimiter } from "../rateLimit";

export interface SenderSettings {
  readonly clock: Clock;
  readonly limits: Limits;
  /** Called with what a user may want to know while a request waits. */
  readonly onStatus: (status: string) => void;
}

/** Returns what reports that a retry waits. */
export function reportRetryWait(onStatus: SenderSettings["onStatus"]): (milliseconds: number) => void {
  return (milliseconds) => {
    onStatus(`Waiting ${seconds(milliseconds)} s before trying again`);
  };
}

/** @param whose owner of the rate limit in a status line: `the API` */
export function createRateLimiter(whose: string, { clock, limits, onStatus }: SenderSettings): RateLimiter {
  return new RateLimiter({
    clock,
    ...limits,
    onWait: (wait) => {
      onStatus(`Waiting ${seconds(wait)} s for ${whose}'s rate limit`);
    },
  });
}

function seconds(milliseconds: number): number {
  return Math.ceil(milliseconds / 1_000);
}
