import { setTimeout as delay } from "node:timers/promises";

/** The time: a Date, or milliseconds since 1970-01-01T00:00:00Z. */
export type Clock = () => Date | number;

/** Waits so many milliseconds; ends early, without an error, if the signal is aborted. */
export type Sleep = (milliseconds: number, signal?: AbortSignal) => Promise<void>;

/** The longest time that Node's timers can wait. */
export const MAX_TIMER_MS = 2_147_483_647;

export const systemClock: Clock = () => Date.now();

export const systemSleep: Sleep = async (milliseconds, signal) => {
  // The only error is that of an abort.
  await delay(milliseconds, undefined, signal && { signal }).catch(() => undefined);
};
