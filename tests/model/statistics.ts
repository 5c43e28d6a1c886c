/** Counts events by name. */
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

/** The only mistake that a client cannot exclude. It is counted, but it is not a violation. */
export const MISTAKEN =
  "create claimed an identical mapping that another writer created within the same seconds";

/** Statistics of all runs of a model. */
export class Statistics {
  programs = 0;
  /** The called operations: create, read, update, delete. */
  readonly operations = new Counts();
  /** The outcomes of the operations. */
  readonly outcomes = new Counts();
  /** Requests by method. */
  readonly requests = new Counts();
  /** The faults of requests. */
  readonly faults = new Counts();
  /** Other events: writes of the other writer, killed processes, and restarts of the API. */
  readonly events = new Counts();
  /** The reasons why mappings without an owner at the end are not violations. */
  readonly leftovers = new Counts();

  /** Returns a summary for a test that passes. */
  summary(): string {
    const { programs, operations, requests, faults, leftovers, outcomes } = this;
    return [
      `${programs} programs, ${operations.total()} operations, ${requests.total()} requests, ${faults.total()} faults`,
      `${outcomes.of(MISTAKEN)} times ${MISTAKEN}`,
      `mappings without an owner at the end (${leftovers.total()})\n${leftovers.toString()}`,
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
      part("mappings without an owner at the end", this.leftovers),
    ].join("\n\n");
  }
}
