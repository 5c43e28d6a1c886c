/** Pause after a throttled response without Retry-After. It doubles with each further one. */
const INITIAL_BACKOFF_MS = 1_000;
const MAX_BACKOFF_MS = 30_000;

/** Spreads the starts of requests that wait for the same moment. */
export const MAX_JITTER_MS = 100;

/** The pause of all requests after a throttled response. Times are in milliseconds. */
export class ThrottlePause {
  private end = 0;
  private throttledInARow = 0;
  private lastThrottle = Number.NEGATIVE_INFINITY;

  constructor(private readonly random: () => number) {}

  left(now: number): number {
    return Math.max(0, this.end - now);
  }

  /** If a request was in flight when another was throttled, its own throttled response is not new information. */
  wasSentBeforeLastThrottle(startedAt: number): boolean {
    return startedAt < this.lastThrottle;
  }

  /** Extends the pause if the response asks for a longer one. */
  lengthen(now: number, asked = 0): void {
    this.end = Math.max(this.end, now + asked);
  }

  /** If requests are throttled again after the requested wait, the pause grows each time. */
  onThrottled(now: number, asked: number | undefined): void {
    this.lastThrottle = now;
    const backoff =
      Math.min(MAX_BACKOFF_MS, INITIAL_BACKOFF_MS * 2 ** this.throttledInARow) * (0.5 + this.random() / 2);
    const pause = asked === undefined || this.throttledInARow > 0 ? Math.max(asked ?? 0, backoff) : asked;
    this.throttledInARow += 1;
    this.lengthen(now, pause + this.random() * MAX_JITTER_MS);
  }

  /** The next throttled response begins a new series. */
  onAccepted(): void {
    this.throttledInARow = 0;
  }
}
