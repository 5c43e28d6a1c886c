import { inputsOf, type Properties } from "../wire/state";

/**
 * What this process knows of adoptions: mappings that a resource takes over instead of creating one (`adoptId`).
 *
 * A provider is told neither the program nor the state, only one resource at a time. What one call learns and a later
 * one needs is kept here, for as long as the process runs, which is one phase of one command.
 */
export class Adoptions {
  private readonly announced = new Set<string>();
  private readonly adopted = new Set<string>();
  private readonly managed = new Set<string>();
  private readonly checked = new Map<string, string | undefined>();

  /** check has seen a new resource that is to adopt the mapping. */
  announce(id: string): void {
    this.announced.add(id);
  }

  /** @returns false where a resource has adopted the mapping in this process already */
  begin(id: string): boolean {
    const isFirst = !this.adopted.has(id);
    this.adopted.add(id);
    return isFirst;
  }

  /** The adoption that began has failed: the mapping belongs to nobody, or to whom it belonged before. */
  abandon(id: string): void {
    this.adopted.delete(id);
  }

  isAdopted(id: string): boolean {
    return this.adopted.has(id);
  }

  /** Whether a resource of the program is known to manage the mapping since an earlier run. */
  isManaged(id: string): boolean {
    return this.managed.has(id);
  }

  isAnnounced(id: string): boolean {
    return this.announced.has(id);
  }

  /** check has taken `adoptId`, if any, out of the inputs of a resource that exists: it is not told which mapping that is. */
  leaveForDiff(inputs: Properties, adoptId: string | undefined): void {
    this.checked.set(keyOf(inputs), adoptId);
  }

  /**
   * diff, which comes right after check and is told the id, picks up what check has left. In a refresh it comes without a
   * check, and the resource need not be in the program any more.
   *
   * @returns undefined where no check came before
   */
  pickUpForDiff(inputs: Properties, id: string): { readonly adoptId: string | undefined } | undefined {
    const key = keyOf(inputs);
    if (!this.checked.has(key)) {
      return undefined;
    }
    const adoptId = this.checked.get(key);
    this.checked.delete(key);
    this.managed.add(id);
    return { adoptId };
  }
}

function keyOf(inputs: Properties): string {
  return JSON.stringify(inputsOf(inputs));
}
