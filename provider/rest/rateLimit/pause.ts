/** The pause after a refusal that asks for none, in milliseconds: doubled with each further one, up to the longest. */
const FIRST_PATIENCE = 1_000;
const LONGEST_PATIENCE = 30_000;

/** Everybody starts again a little later than asked for, in milliseconds, and not all clients at the same moment. */
const MOST_LATER = 100;

/** The pause that everybody makes since the API refused a request. Times are in milliseconds. */
export class Pause {
  private end = 0;
  private refusals = 0;
  private lastRefusal = Number.NEGATIVE_INFINITY;

  /** @param random a number from 0 to 1 */
  constructor(private readonly random: () => number) {}

  left(now: number): number {
    return Math.max(0, this.end - now);
  }

  /** A request that was under way already when another one's refusal was heard tells nothing new. */
  hasBegunAfter(startedAt: number): boolean {
    return startedAt < this.lastRefusal;
  }

  /** A refusal that tells nothing new, unless it asks for a longer pause. */
  lengthen(now: number, asked = 0): void {
    this.end = Math.max(this.end, now + asked);
  }

  /** Whoever is refused again and again, though it waited as asked, waits longer each time. */
  refused(now: number, asked: number | undefined): void {
    this.lastRefusal = now;
    const patience =
      Math.min(LONGEST_PATIENCE, FIRST_PATIENCE * 2 ** this.refusals) * (0.5 + this.random() / 2);
    const pause = asked === undefined || this.refusals > 0 ? Math.max(asked ?? 0, patience) : asked;
    this.refusals += 1;
    this.lengthen(now, pause + this.random() * MOST_LATER);
  }

  /** What comes from now on is no longer one storm. */
  accepted(): void {
    this.refusals = 0;
  }
}
