import type { CreateGroupMapping, IdentifiedMapping } from "../../wire";
import { adoptHint, messageOf, type ProviderError } from "../../errors";
import type { UnknownOutcomeError } from "../http";
import type { GroupMappings, SameFilter } from "../mappings";
import { comparisonOf, type IncomparableItem, isIdentical } from "./comparison";
import type { Clock } from "../clock";

/** When to look for a mapping whose POST got no response, in milliseconds since the look before. */
const POLL_DELAYS_MS = [0, 2_000];

/** After a time-out the request may still be running. */
const LATE_POLL_DELAYS_MS = [3_000, 10_000];

/** A created_at in whole seconds may lie before the moment at which it was created, in milliseconds. */
const CLOCK_RESOLUTION_MS = 1_000;

/** How RFC 3339 ends a moment. Without it JavaScript would use the time zone of the machine. */
const ZONE = /(?:Z|[+-]\d{2}:?\d{2})$/i;

/** What one list shows. */
interface Look {
  /** Mappings of the wanted content that were not there before. */
  readonly found: readonly IdentifiedMapping[];
  /** An item that was not there before and cannot be compared: it may be the mapping. */
  readonly unreadable: IncomparableItem | undefined;
}

/** Looks for what a lost POST may have left behind. */
export class CreateRecovery {
  private readonly known: ReadonlySet<string>;
  private readonly knownWithoutId: number;

  constructor(
    private readonly mappings: GroupMappings,
    private readonly clock: Clock,
    private readonly wanted: CreateGroupMapping,
    private readonly sameFilter: SameFilter,
    private readonly begun: number,
  ) {
    this.known = mappings.known.snapshot();
    this.knownWithoutId = mappings.known.itemsWithoutId;
  }

  /** @returns undefined if there is none */
  async find({ failure, mayBeRunning }: UnknownOutcomeError): Promise<IdentifiedMapping | undefined> {
    let doubtful: IncomparableItem | undefined;
    for (const pause of mayBeRunning ? [...POLL_DELAYS_MS, ...LATE_POLL_DELAYS_MS] : POLL_DELAYS_MS) {
      await this.clock.sleep(pause);
      const { found, unreadable } = await this.look(failure);
      const [only] = found;
      if (found.length === 1 && only !== undefined && this.isOurs(only)) {
        return only;
      }
      if (found.length > 0) {
        const ids = found.map(({ id }) => id);
        throw failure.appendDetail(
          `The organization holds ${ids.length === 1 ? "an identical mapping" : "identical mappings"}, ` +
            `${ids.join(", ")}, of which it cannot be told whether this request created it. Delete what should not be ` +
            `there.\n${adoptHint(ids)}`,
        );
      }
      doubtful = unreadable;
    }
    if (doubtful !== undefined) {
      throw failure.appendDetail(
        "Whether it was created could not be found out: the list of group mappings has an item that cannot be read " +
          `(${doubtful.problem}). Look for the mapping, by its display name, before the next \`pulumi up\`.`,
      );
    }
    return undefined;
  }

  /** Returns ids of mappings that turned up late: identical to the one that was created in the end. */
  async duplicatesOf(id: string): Promise<string[]> {
    try {
      const { found } = await this.look();
      return found
        .filter((mapping) => mapping.id !== id && this.isOurs(mapping))
        .map((mapping) => mapping.id);
    } catch {
      // The mapping itself was created; a list that fails now changes nothing about that.
      return [];
    }
  }

  private async look(failure?: ProviderError): Promise<Look> {
    const list = await this.mappings.reads.fresh().catch((error: unknown) => {
      throw failure === undefined
        ? error
        : failure.appendDetail(`Whether it was created could not be found out: ${messageOf(error)}`);
    });
    const { comparable, incomparable } = comparisonOf(list);
    const withoutId = incomparable.filter(({ id }) => id === undefined);
    return {
      found: comparable.filter(
        (mapping) => !this.isTaken(mapping.id) && isIdentical(mapping, this.wanted, this.sameFilter),
      ),
      unreadable:
        withoutId.length > this.knownWithoutId
          ? withoutId[0]
          : incomparable.find(({ id }) => id !== undefined && !this.isTaken(id)),
    };
  }

  /** Whether the mapping was there before, or another creation of this process has returned it since. */
  private isTaken(id: string): boolean {
    return this.known.has(id) || this.mappings.known.isOwned(id);
  }

  /** Everything that existed before the first creation is known, so a new mapping is ours unless the server says that it is older. */
  private isOurs(mapping: IdentifiedMapping): boolean {
    const age = this.ageOf(mapping);
    return age === undefined || age <= 0;
  }

  /**
   * How much older than the request a mapping is, in milliseconds; negative if it is younger. undefined if it does not say
   * when it was created, or if no response had a date.
   */
  private ageOf({ metadata }: IdentifiedMapping): number | undefined {
    const text = metadata?.created_at ?? "";
    const created = ZONE.test(text)
      ? Date.parse(text) + (/\.\d/.test(text) ? 0 : CLOCK_RESOLUTION_MS)
      : Number.NaN;
    const since = this.mappings.requests.serverTimeAt(this.begun);
    return Number.isNaN(created) || since === undefined ? undefined : since - created;
  }
}
