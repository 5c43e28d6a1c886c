import type { Clock } from "../clock";

/**
 * Estimates the server's time from the Date headers of its responses. Each Date is older than the arrival of its response,
 * so the server's clock is ahead of ours by at least the largest difference.
 */
export class ServerClock {
  private minServerClockOffsetMs: number | undefined;

  constructor(private readonly clock: Pick<Clock, "now">) {}

  /** @param date a Date header */
  observe(date: string | undefined): void {
    const serverTime = Date.parse(date ?? "");
    if (!Number.isNaN(serverTime)) {
      this.minServerClockOffsetMs = Math.max(
        this.minServerClockOffsetMs ?? Number.NEGATIVE_INFINITY,
        serverTime - this.clock.now(),
      );
    }
  }

  /**
   * Returns the earliest time that the server's clock can have shown at `moment` of our clock, in milliseconds since 1970;
   * undefined if no response had a Date.
   */
  timeAt(moment: number): number | undefined {
    return this.minServerClockOffsetMs === undefined ? undefined : moment + this.minServerClockOffsetMs;
  }
}
