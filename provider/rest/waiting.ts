import type { Clock } from "./clock";

/** A wait that a user is told of, in milliseconds: nobody should have to guess why nothing happens. */
export const LONG_WAIT = 5_000;

/** How often a user is told of a wait that goes on, in milliseconds. */
export const TELL_EVERY = 30_000;

/** Sleeps; tells of a long wait when it begins and again every 30 s, with the milliseconds that are left. */
export async function sleepTelling(
  clock: Clock,
  milliseconds: number,
  tell: (milliseconds: number) => void,
): Promise<void> {
  for (let left = milliseconds; left > 0; left -= TELL_EVERY) {
    if (left > LONG_WAIT) {
      tell(left);
    }
    await clock.sleep(Math.min(left, TELL_EVERY));
  }
}
