import type { CreateGroupMapping, IdentifiedMapping } from "../../wire";
import { adoptHint, messageOf, type ProviderError } from "../../errors";
import type { UnknownOutcomeError } from "../http";
import type { GroupMappings, SameFilter } from "../mappings";
import { comparisonOf, type IncomparableItem, isIdentical } from "./comparison";
import type { Clock } from "../clock";

/** Delays between searches for a mapping whose POST got no response. */
const POLL_DELAYS_MS = [0, 2_000];

/** Additional delays after a timeout, because the API may still be processing the request. */
const LATE_POLL_DELAYS_MS = [3_000, 10_000];

/** A created_at in whole seconds may be up to this long before the actual time. */
const CLOCK_RESOLUTION_MS = 1_000;

/** The time zone at the end of an RFC 3339 timestamp. Without it JavaScript would use the time zone of the machine. */
const ZONE = /(?:Z|[+-]\d{2}:?\d{2})$/i;

/** The result of one search of the list. */
interface Look {
  /** New mappings that are identical to the wanted one. */
  readonly found: readonly IdentifiedMapping[];
  /** A new item that cannot be compared, and may be the wanted mapping. */
  readonly unreadable: IncomparableItem | undefined;
}

/** Searches for the mapping that a lost POST may have created. */
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

  /** Returns the mapping that the lost request created, or undefined if the list has no such mapping. */
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
          `The organization has ${ids.length === 1 ? "an identical mapping" : "identical mappings"}, ` +
            `${ids.join(", ")}. It is unknown whether this request created it. Delete any mapping that you do not need.\n` +
            adoptHint(ids),
        );
      }
      doubtful = unreadable;
    }
    if (doubtful !== undefined) {
      throw failure.appendDetail(
        "Could not determine whether it was created: the list of group mappings has an item that cannot be read " +
          `(${doubtful.problem}). Look for the mapping, by its display name, before the next \`pulumi up\`.`,
      );
    }
    return undefined;
  }

  /** Returns the ids of duplicates that lost requests created late. */
  async duplicatesOf(id: string): Promise<string[]> {
    try {
      const { found } = await this.look();
      return found.flatMap((other) => (other.id !== id && this.isOurs(other) ? other.id : []));
    } catch {
      // The mapping was created, so a failed list is not an error here.
      return [];
    }
  }

  private async look(failure?: ProviderError): Promise<Look> {
    const list = await this.mappings.reads.fresh().catch((error: unknown) => {
      throw failure === undefined
        ? error
        : failure.appendDetail(`Could not determine whether it was created: ${messageOf(error)}`);
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

  /** Whether the mapping existed before, or another POST of this process has created it since. */
  private isTaken(id: string): boolean {
    return this.known.has(id) || this.mappings.known.isOwned(id);
  }

  /** All mappings that existed before the first POST are known, so a new one is ours unless the server says that it is older. */
  private isOurs(mapping: IdentifiedMapping): boolean {
    return (this.ageOf(mapping) ?? 0) <= 0;
  }

  /**
   * Returns how much older than the request a mapping is, in milliseconds; negative if it is newer; undefined if its
   * creation time is unknown, or if no response had a date.
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
