/** How often what happened, by name. */
export class Counts {
  private readonly counts = new Map<string, number>();

  add(name: string, count = 1): void {
    this.counts.set(name, this.of(name) + count);
  }

  of(name: string): number {
    return this.counts.get(name) ?? 0;
  }

  total(): number {
    return [...this.counts.values()].reduce((sum, count) => sum + count, 0);
  }

  toString(): string {
    const sorted = [...this.counts].sort(([, one], [, other]) => other - one);
    return sorted.map(([name, count]) => `${String(count).padStart(9)}  ${name}`).join("\n");
  }
}

/** The one thing that a client cannot exclude: it is counted, and no violation. */
export const MISTAKEN = "create took an identical mapping that another one made in the same seconds";

/** What happened in all runs of a model together. */
export class Statistics {
  programs = 0;
  /** Verbs that were called: create, read, update, delete. */
  readonly operations = new Counts();
  /** How they ended. */
  readonly outcomes = new Counts();
  /** Requests by method. */
  readonly requests = new Counts();
  /** What befell requests. */
  readonly faults = new Counts();
  /** What others did: the other writer, whoever kills processes or restarts the API. */
  readonly events = new Counts();
  /** Mappings that no stack owns in the end, and why that is no violation. */
  readonly leftovers = new Counts();

  /** What a reader of a passed test wants to know. */
  summary(): string {
    const { programs, operations, requests, faults, leftovers, outcomes } = this;
    return [
      `${programs} programs, ${operations.total()} operations, ${requests.total()} requests, ${faults.total()} faults`,
      `${outcomes.of(MISTAKEN)} times ${MISTAKEN}`,
      `mappings without an owner in the end (${leftovers.total()})\n${leftovers.toString()}`,
    ].join("\n");
  }

  toString(): string {
    const part = (title: string, counts: Counts) => `${title} (${counts.total()})\n${counts.toString()}`;
    return [
      `${this.programs} programs`,
      part("operations", this.operations),
      part("outcomes", this.outcomes),
      part("requests", this.requests),
      part("faults", this.faults),
      part("events", this.events),
      part("mappings without an owner in the end", this.leftovers),
    ].join("\n\n");
  }
}
