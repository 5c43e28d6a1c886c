import type { CreateGroupMapping, IdentifiedMapping } from "../../wire";
import { adoptHint, messageOf, type ProviderError } from "../../errors";
import { ApiError, InvalidResponseError, type UnknownOutcomeError } from "../http";
import type { GroupMappings, SameFilter } from "../mappings";
import { comparisonOf, type IncomparableItem, isIdentical } from "./comparison";
import type { Limits } from "../../config";
import type { Clock } from "../clock";
import { describeAttempts, isUnavailable } from "../send";

/** Delays between searches for a mapping whose POST got no response. */
const POLL_DELAYS_MS = [0, 2_000];

/** Additional delays after a timeout, because the API may still be processing the request. */
const LATE_POLL_DELAYS_MS = [3_000, 10_000];

/** A created_at in whole seconds may be up to this long before the actual time. */
const CLOCK_RESOLUTION_MS = 1_000;

/** The time zone at the end of an RFC 3339 timestamp. Without it JavaScript would use the time zone of the machine. */
const ZONE = /(?:Z|[+-]\d{2}:?\d{2})$/i;

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

  /** Searches the list once: for new identical mappings, and for a new item that cannot be compared and may be the wanted mapping. */
  private async look(failure?: ProviderError) {
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

  /** Returns how much older than the request a mapping is, in milliseconds; undefined if its time or the server's is unknown. */
  private ageOf({ metadata }: IdentifiedMapping): number | undefined {
    const text = metadata?.created_at ?? "";
    const created = ZONE.test(text)
      ? Date.parse(text) + (/\.\d/.test(text) ? 0 : CLOCK_RESOLUTION_MS)
      : Number.NaN;
    const since = this.mappings.requests.serverTimeAt(this.begun);
    return Number.isNaN(created) || since === undefined ? undefined : since - created;
  }
}

const MAY_STILL_COME =
  "An earlier attempt got no response and may still succeed. Look for the mapping before the next `pulumi up`.";

/** The POSTs for one mapping whose outcome is unknown. The list contains no mapping that they created. */
export class LostAttempts {
  count = 0;
  /** Whether the API may still carry out a POST that timed out. */
  mayBeRunning = false;
  readonly begun: number;
  /** How many count toward the default of maxRetries. Those that failed because the API was unavailable do not. */
  private counted = 0;
  private readonly requestIds: string[] = [];

  constructor(private readonly clock: Pick<Clock, "now">) {
    this.begun = clock.now();
  }

  add({ failure, mayBeRunning }: UnknownOutcomeError): void {
    this.count += 1;
    this.counted += isUnavailableFailure(failure) ? 0 : 1;
    this.mayBeRunning ||= mayBeRunning;
    const hasResponse = failure instanceof ApiError || failure instanceof InvalidResponseError;
    if (hasResponse && failure.requestId !== undefined) {
      this.requestIds.push(failure.requestId);
    }
  }

  /** Whether no further POST is allowed, regardless of the remaining time. */
  isSpent({ maxRetries, maxUnavailableRetries }: Limits): boolean {
    return this.count > maxUnavailableRetries || this.counted > maxRetries;
  }

  /** Adds the number of attempts, each followed by a search, to the error of the last POST. */
  describeIn(failure: ProviderError): ProviderError {
    const searched =
      this.count === 1
        ? "Afterward, the list of group mappings did not contain it."
        : `${describeAttempts(this.count, this.clock.now() - this.begun, this.requestIds)} After each attempt, the list of group mappings did not contain it.`;
    return this.warnIn(failure.appendDetail(searched));
  }

  /** Adds that the mapping may still appear, if it may. */
  warnIn(error: ProviderError): ProviderError {
    return error.appendDetail(this.mayBeRunning ? MAY_STILL_COME : undefined);
  }
}

/** Whether a POST failed because the API is temporarily unavailable. */
export function isUnavailableFailure(failure: ProviderError): boolean {
  return failure instanceof ApiError && isUnavailable(failure.status);
}
