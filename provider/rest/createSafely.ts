import { type IdentifiedMapping, isDeleted } from "../wire/decode";
import type { CreateGroupMapping } from "../wire/groupMapping";
import type { Action } from "./action";
import { takeOver } from "./adoption";
import { ApiError, QuotaExceededError, UndecidedError, UnreadableAnswerError } from "./apiError";
import { isIdentical, type SameFilter } from "./duplicates";
import type { GroupMappings } from "./groupMappings";
import { triedText } from "./history";
import { messageOf, ProviderError } from "./providerError";

/** A mapping that was created, and what else was: identical mappings that a lost request left behind. */
export interface CreatedMapping {
  readonly mapping: IdentifiedMapping;
  readonly twins: readonly string[];
  /** Whether a try that was given up may still be carried out, and make one more. */
  readonly twinMayCome: boolean;
}

/** When to look for a mapping whose POST got no answer, in milliseconds since the look before. */
const LOOKS = [0, 2_000];

/** After a time-out the request may still be running. */
const LATER_LOOKS = [3_000, 10_000];

const MAY_STILL_COME =
  "An earlier try got no answer and may still be carried out: look for the mapping before the next `pulumi up`.";

/** A created_at in whole seconds may lie before the moment at which it was created, in milliseconds. */
const CLOCK_GRAIN = 1_000;

/**
 * The clock by which a mapping is created need not be the one that dates answers, which may be a gateway's: how far the
 * first may be behind the second, in milliseconds.
 */
const CLOCKS_APART = 5_000;

/** How RFC 3339 ends a moment. One without it is no moment: JavaScript would take the zone of the machine. */
const ZONE = /(?:Z|[+-]\d{2}:?\d{2})$/i;

/**
 * Creates a mapping exactly once, also where the answer to the POST is lost, and not at all where the organisation holds
 * an identical one already (duplicates.ts).
 *
 * There is no idempotency key in this API. So after a reset, a time-out, a 5xx or an unreadable answer the list is
 * searched for a mapping of exactly this content which this process did not know before and which was created, by the
 * server's clock, after the request began. One: it is ours. None: the POST is sent again. Several: an error with their
 * ids. What stays open: another writer that creates the identical mapping in the same seconds.
 *
 * Requests of the same content follow one another, for nobody could tell their mappings apart.
 *
 * @throws DuplicateError, ApiError, ConnectionError, UnreadableAnswerError, WrongOrganizationError, ProviderError
 */
export async function createSafely(
  mappings: GroupMappings,
  wanted: CreateGroupMapping,
  sameFilter: SameFilter,
): Promise<CreatedMapping> {
  const { clock, limits } = mappings;
  return mappings.oneAtATime(JSON.stringify(wanted), async () => {
    const action: Action = { verb: "create", displayName: wanted.display_name };
    await mappings.duplicates.check(action, wanted, sameFilter);
    const begun = clock.now();
    const search = new Search(mappings, wanted, sameFilter, begun);
    const requestIds: string[] = [];
    let mayBeRunning = false;
    for (let lost = 0; ; lost += 1) {
      try {
        const mapping = await mappings.create(wanted);
        const twins = lost === 0 ? [] : await search.twinsOf(mapping.id);
        return { mapping, twins, twinMayCome: mayBeRunning && twins.length === 0 };
      } catch (error) {
        const failure = lostAnswer(error);
        if (failure === undefined && lost === 0) {
          throw await withCount(mappings, error);
        }
        // Also after a clear refusal: an earlier try may have been carried out late, and be what stands in the way.
        const found = await search.find(failure ?? new UndecidedError(asProviderError(error), false));
        if (found !== undefined) {
          mappings.duplicates.own(found.id);
          // Of several requests it is one; another one that was given up may be carried out later.
          const oneMayRun = mayBeRunning || failure?.mayBeRunning === true;
          return { mapping: found, twins: [], twinMayCome: lost > 0 && oneMayRun };
        }
        const remark = () => (mayBeRunning ? MAY_STILL_COME : undefined);
        if (failure === undefined) {
          throw asProviderError(await withCount(mappings, error)).amend(remark());
        }
        mayBeRunning ||= failure.mayBeRunning;
        requestIds.push(...requestIdsIn(failure));
        const elapsed = clock.now() - begun;
        if (lost >= limits.maxRetries || elapsed > limits.deadline) {
          throw failure.failure.amend(lookedForText(lost + 1, elapsed, requestIds)).amend(remark());
        }
      }
    }
  });
}

/** That it was looked for after each try. */
function lookedForText(tries: number, milliseconds: number, requestIds: readonly string[]): string {
  return tries === 1
    ? "The list of group mappings did not hold it afterwards."
    : `${triedText(tries, milliseconds, requestIds)} Each time the list of group mappings did not hold it afterwards.`;
}

function requestIdsIn({ failure }: UndecidedError): string[] {
  const answered = failure instanceof ApiError || failure instanceof UnreadableAnswerError;
  return answered && failure.requestId !== undefined ? [failure.requestId] : [];
}

/** undefined where the error is not about a lost answer. */
function lostAnswer(error: unknown): UndecidedError | undefined {
  return error instanceof UnreadableAnswerError
    ? new UndecidedError(error, false)
    : error instanceof UndecidedError
      ? error
      : undefined;
}

/** @throws the error itself where it is none of ours */
function asProviderError(error: unknown): ProviderError {
  if (error instanceof ProviderError) {
    return error;
  }
  throw error;
}

/** Of a quota that is used up: how many mappings there are. Any other error as it is. */
async function withCount(mappings: GroupMappings, error: unknown): Promise<unknown> {
  if (!(error instanceof QuotaExceededError)) {
    return error;
  }
  const count = await mappings.reads.all().then(
    (all) => all.filter((mapping) => !isDeleted(mapping)).length,
    () => undefined,
  );
  return count === undefined ? error : error.amend(`Group mappings in the organization now: ${count}.`);
}

/** Looks for what a lost POST may have left behind. */
class Search {
  private readonly known: ReadonlySet<string>;

  constructor(
    private readonly mappings: GroupMappings,
    private readonly wanted: CreateGroupMapping,
    private readonly sameFilter: SameFilter,
    private readonly begun: number,
  ) {
    this.known = new Set(mappings.knownIds);
  }

  /** @returns undefined where there is none */
  async find({ failure, mayBeRunning }: UndecidedError): Promise<IdentifiedMapping | undefined> {
    for (const pause of mayBeRunning ? [...LOOKS, ...LATER_LOOKS] : LOOKS) {
      await this.mappings.clock.sleep(pause);
      const found = await this.look(failure);
      const [only] = found;
      if (found.length === 1 && only !== undefined && this.isOurs(only)) {
        return only;
      }
      if (found.length > 0) {
        const ids = found.map(({ id }) => id);
        throw failure.amend(
          `The organization holds ${ids.length === 1 ? "an identical mapping" : "identical mappings"}, ` +
            `${ids.join(", ")}, of which it cannot be told whether this request created it. Delete what should not be ` +
            `there.\n${takeOver(ids)}`,
        );
      }
    }
    return undefined;
  }

  /** Ids of mappings that turned up late: identical to the one that was created in the end. */
  async twinsOf(id: string): Promise<string[]> {
    try {
      const found = await this.look();
      return found.filter((mapping) => mapping.id !== id && this.isOurs(mapping)).map((twin) => twin.id);
    } catch {
      // The mapping itself was created; a list that fails now changes nothing about that.
      return [];
    }
  }

  private async look(failure?: ProviderError): Promise<IdentifiedMapping[]> {
    const found: IdentifiedMapping[] = [];
    try {
      for (const mapping of await this.mappings.reads.fresh()) {
        const isKnown = this.known.has(mapping.id);
        if (!isKnown && isIdentical(mapping, this.wanted, this.sameFilter) && this.mayBeOurs(mapping)) {
          found.push(mapping);
        }
      }
    } catch (error) {
      throw failure === undefined
        ? error
        : failure.amend(`Whether it was created could not be found out: ${messageOf(error)}`);
    }
    return found;
  }

  /** Where all that was there before is known, what was not is ours, unless the server says that it is older. */
  private isOurs(mapping: IdentifiedMapping): boolean {
    const age = this.ageOf(mapping);
    return age === undefined ? this.mappings.duplicates.active : age <= 0;
  }

  /**
   * Whether a mapping stands in the way of sending the request again. Where all that was there before is known, that is
   * any other, though it be somebody else's: it would become a duplicate. Elsewhere it is what is not surely older.
   */
  private mayBeOurs(mapping: IdentifiedMapping): boolean {
    return this.mappings.duplicates.active || (this.ageOf(mapping) ?? 0) <= CLOCKS_APART;
  }

  /**
   * How much older than the request a mapping is, in milliseconds; less than nothing where it is younger. undefined where
   * it does not tell when it was created, or the server never told its time.
   */
  private ageOf({ metadata }: IdentifiedMapping): number | undefined {
    const text = metadata?.created_at ?? "";
    const created = ZONE.test(text) ? Date.parse(text) + (/\.\d/.test(text) ? 0 : CLOCK_GRAIN) : Number.NaN;
    const since = this.mappings.serverTimeAt(this.begun);
    return Number.isNaN(created) || since === undefined ? undefined : since - created;
  }
}
