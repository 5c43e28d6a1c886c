/** How many starts the pace is computed from. */
const MAX_REMEMBERED = 16;

/** When the last requests started, in milliseconds. */
export class RecentStarts {
  private latest: readonly number[] = [];

  get last(): number {
    return this.latest.at(-1) ?? Number.NEGATIVE_INFINITY;
  }

  add(now: number): void {
    this.latest = [...this.latest, now].slice(-MAX_REMEMBERED);
  }

  /** Returns how long `count` more requests take to start at the pace so far, in milliseconds. */
  estimateDurationMs(count: number, now: number): number {
    const [since = now] = this.latest;
    return (count * (now - since)) / Math.max(1, this.latest.length);
  }
}
