import { setTimeout as delay } from "node:timers/promises";

/** The time: a Date, or milliseconds since 1970-01-01T00:00:00Z. */
export type Clock = () => Date | number;

/** Waits so many milliseconds; ends early, without an error, when the signal is aborted. */
export type Sleep = (milliseconds: number, signal?: AbortSignal) => Promise<void>;

/** What Node's timers can wait for, in milliseconds. */
export const MAX_TIMER_MS = 2_147_483_647;

export const systemClock: Clock = () => Date.now();

export const systemSleep: Sleep = async (milliseconds, signal) => {
  try {
    await delay(milliseconds, undefined, signal === undefined ? {} : { signal });
  } catch (error) {
    if (signal?.aborted !== true) {
      throw error;
    }
  }
};
