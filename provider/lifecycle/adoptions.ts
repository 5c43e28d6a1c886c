import { inputsOf, type Properties } from "../wire";

/**
 * What this process knows of adoptions: mappings that a resource takes over instead of creating one (`adoptId`).
 *
 * A provider is told neither the program nor the state, only one resource at a time. What one call learns and a later
 * one needs is kept here, for as long as the process runs, which is one phase of one command.
 */
export class Adoptions {
  /** Mappings that a new resource is to adopt, by what check has seen. */
  readonly announced = new Set<string>();
  /** Mappings that a resource has begun to adopt. */
  readonly adopted = new Set<string>();
  /** Mappings that a resource of the program is known to manage since an earlier run. */
  readonly managed = new Set<string>();
  /** By content: one value for each checked resource that diff has not seen yet. Several resources can have one content. */
  private readonly checked = new Map<string, (string | undefined)[]>();

  /** Keeps for diff the `adoptId` that check removed from the inputs of an existing resource: check is not given the id. */
  stash(inputs: Properties, adoptId: string | undefined): void {
    const key = keyOf(inputs);
    this.checked.set(key, [...(this.checked.get(key) ?? []), adoptId]);
  }

  /**
   * Returns what check kept for the resource that manages `id`. A refresh calls diff without check.
   *
   * Two resources can have the same content, and with PULUMI_PARALLEL_DIFF all of them are checked before the first diff.
   * A resource whose `adoptId` is its own id therefore takes that value, and any other resource takes "none" if it can.
   * What is left is the `adoptId` of another mapping, which is an error whichever of these resources has it.
   *
   * @returns undefined if check was not called before
   */
  take(inputs: Properties, id: string): { readonly adoptId: string | undefined } | undefined {
    const key = keyOf(inputs);
    const pending = this.checked.get(key) ?? [];
    if (pending.length === 0) {
      return undefined;
    }
    const index = [pending.indexOf(id), pending.indexOf(undefined), 0].find((found) => found >= 0) ?? 0;
    this.checked.set(key, pending.toSpliced(index, 1));
    this.managed.add(id);
    return { adoptId: pending[index] };
  }
}

function keyOf(inputs: Properties): string {
  return JSON.stringify(inputsOf(inputs));
}
