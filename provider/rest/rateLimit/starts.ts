/** How many starts the pace is told from. */
const REMEMBERED = 16;

/** When the last requests started, in milliseconds. */
export class Starts {
  private latest: readonly number[] = [];

  get last(): number {
    return this.latest.at(-1) ?? Number.NEGATIVE_INFINITY;
  }

  add(now: number): void {
    this.latest = [...this.latest, now].slice(-REMEMBERED);
  }

  /** Milliseconds that `count` more take to start at the pace so far: no gap may be long, but all of them together. */
  timeFor(count: number, now: number): number {
    const [since = now] = this.latest;
    return (count * (now - since)) / Math.max(1, this.latest.length);
  }
}
