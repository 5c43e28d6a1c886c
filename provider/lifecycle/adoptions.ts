import { inputsOf, type Properties } from "../wire";
import { AdoptedMappings } from "./adoptedMappings";

/**
 * The adoptions (`adoptId`) that this process has seen.
 *
 * Each call concerns one resource: a provider sees neither the program nor the state. So this class keeps what one call
 * learns and a later one needs, as long as the process runs, which is one phase of one command.
 */
export class Adoptions {
  /** Mappings that new resources will adopt, as seen by check. */
  readonly announced = new Set<string>();
  /** Mappings whose adoption has begun. */
  readonly adopted: AdoptedMappings;
  /** Mappings that resources of the program have managed since an earlier run. */
  readonly managed = new Set<string>();
  /** The `adoptId` of each checked resource that diff has not seen yet, by content. Several resources can have the same content. */
  private readonly checked = new Map<string, (string | undefined)[]>();

  /** @param engine returns the address of the engine, whose other processes see the adoptions of this one */
  constructor(engine: () => string | undefined = () => undefined) {
    this.adopted = new AdoptedMappings(engine);
  }

  /** Keeps the `adoptId` of an existing resource for diff, which knows the resource's id; check does not. */
  stash(inputs: Properties, adoptId: string | undefined): void {
    const key = keyOf(inputs);
    this.checked.set(key, [...(this.checked.get(key) ?? []), adoptId]);
  }

  /**
   * Returns the `adoptId` that check kept for the resource that manages `id`, or undefined if check was not called, as in a
   * refresh.
   *
   * Two resources can have the same content, and with PULUMI_PARALLEL_DIFF all of them are checked before the first diff.
   * So a resource takes its own id if that was kept, and otherwise "no adoptId" if that was kept. The `adoptId` of another
   * mapping comes last: it is an error for any of these resources.
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
