import { type CreateGroupMapping, type IdentifiedMapping, isDeleted } from "../../wire";
import { ProviderError, type RequestContext } from "../../errors";
import { ApiError, InvalidResponseError, QuotaExceededError, UnknownOutcomeError } from "../http";
import { type GroupMappings, OtherMappingError, type SameFilter } from "../mappings";
import { type Clock, systemClock } from "../clock";
import type { Settings } from "../../config";
import { describeAttempts } from "../send";
import { CreateRecovery } from "./createRecovery";
import { DuplicateGuard, type Warn } from "./duplicates";

/** A mapping that was created, and identical mappings that lost requests created beside it. */
interface CreatedMapping {
  readonly mapping: IdentifiedMapping;
  readonly duplicateIds: readonly string[];
  /** Whether a request that was given up may still be carried out and create a duplicate. */
  readonly duplicateMayAppear: boolean;
}

const MAY_STILL_COME =
  "An earlier try got no answer and may still be carried out: look for the mapping before the next `pulumi up`.";

/**
 * Creates each mapping exactly once, even if the response to the POST is lost, and not at all if the organization has an
 * identical mapping already ({@link DuplicateGuard}).
 *
 * The API has no idempotency key. After a reset, a timeout, a 5xx, or an unreadable response, the list is searched for a
 * mapping of exactly this content that this process did not know before and that was created, by the server's clock, after
 * the request began. One match: it is ours. None: the POST is sent again. Several: an error with their ids. What stays
 * open: another writer that creates the identical mapping in the same seconds.
 */
export class MappingCreator {
  private readonly guard: DuplicateGuard;
  private readonly inFlight = new Map<string, Promise<unknown>>();

  constructor(
    private readonly mappings: GroupMappings,
    private readonly settings: Pick<Settings, "duplicates" | "limits">,
    private readonly clock: Clock = systemClock,
  ) {
    this.guard = new DuplicateGuard(mappings, settings.duplicates);
  }

  /**
   * Creates a mapping. Requests of the same content follow one another, because their mappings could not be told apart.
   *
   * @param warn called if the list has items that cannot be compared with `wanted`
   * @throws {DuplicateError} If the organization has an identical mapping that this process did not create.
   * @throws {ProviderError} If the mapping cannot be created, or if it may exist without being found.
   */
  createWithoutDuplicates(
    wanted: CreateGroupMapping,
    sameFilter: SameFilter,
    warn: Warn,
  ): Promise<CreatedMapping> {
    return this.runExclusive(JSON.stringify(wanted), async () => {
      const action: RequestContext = { verb: "create", displayName: wanted.display_name };
      await this.guard.check(action, wanted, sameFilter, warn);
      return this.createOnce(wanted, sameFilter);
    });
  }

  private async createOnce(wanted: CreateGroupMapping, sameFilter: SameFilter): Promise<CreatedMapping> {
    const { clock, mappings } = this;
    const { limits, duplicates } = this.settings;
    const begun = clock.now();
    const recovery = new CreateRecovery({ mappings, duplicates, clock }, wanted, sameFilter, begun);
    const requestIds: string[] = [];
    let mayBeRunning = false;
    for (let lost = 0; ; lost += 1) {
      try {
        const mapping = await mappings.create(wanted, sameFilter);
        const duplicateIds = lost === 0 ? [] : await recovery.duplicatesOf(mapping.id);
        return { mapping, duplicateIds, duplicateMayAppear: mayBeRunning && duplicateIds.length === 0 };
      } catch (error) {
        const failure = unknownOutcome(error);
        if (failure === undefined && lost === 0) {
          throw await this.withCount(error);
        }
        // Also after a clear refusal: an earlier request may have been carried out late, and be the reason for it.
        const found = await recovery.find(failure ?? new UnknownOutcomeError(asProviderError(error), false));
        if (found !== undefined) {
          mappings.known.markOwned(found.id);
          // It is the mapping of one of several requests; another one that was given up may still be carried out.
          const oneMayRun = mayBeRunning || failure?.mayBeRunning === true;
          return { mapping: found, duplicateIds: [], duplicateMayAppear: lost > 0 && oneMayRun };
        }
        if (error instanceof OtherMappingError) {
          // The API may have rewritten what it created: another request could create a second mapping.
          throw error.appendDetail(
            "The list of group mappings does not contain the wanted mapping. Look for it before the next `pulumi up`.",
          );
        }
        if (failure === undefined) {
          throw asProviderError(await this.withCount(error)).appendDetail(
            mayBeRunning ? MAY_STILL_COME : undefined,
          );
        }
        mayBeRunning ||= failure.mayBeRunning;
        requestIds.push(...requestIdsIn(failure));
        const elapsed = clock.now() - begun;
        if (lost >= limits.maxRetries || elapsed > limits.deadline) {
          const searched = failure.failure.appendDetail(lookedForText(lost + 1, elapsed, requestIds));
          throw searched.appendDetail(mayBeRunning ? MAY_STILL_COME : undefined);
        }
      }
    }
  }

  /** Runs `work` once all earlier work of the same key has ended. */
  private runExclusive<Result>(key: string, work: () => Promise<Result>): Promise<Result> {
    const before = this.inFlight.get(key) ?? Promise.resolve();
    const now = before.then(work, work);
    this.inFlight.set(key, now);
    return now;
  }

  /** Adds the number of mappings to the error about a quota that is used up. Returns any other error as it is. */
  private async withCount(error: unknown): Promise<unknown> {
    if (!(error instanceof QuotaExceededError)) {
      return error;
    }
    const count = await this.mappings.reads.all().then(
      (all) => all.mappings.filter((mapping) => !isDeleted(mapping)).length,
      () => undefined,
    );
    return count === undefined
      ? error
      : error.appendDetail(`Group mappings in the organization now: ${count}.`);
  }
}

/** That it was looked for after each try. */
function lookedForText(tries: number, milliseconds: number, requestIds: readonly string[]): string {
  return tries === 1
    ? "The list of group mappings did not hold it afterwards."
    : `${describeAttempts(tries, milliseconds, requestIds)} Each time the list of group mappings did not hold it afterwards.`;
}

function requestIdsIn({ failure }: UnknownOutcomeError): string[] {
  const answered = failure instanceof ApiError || failure instanceof InvalidResponseError;
  return answered && failure.requestId !== undefined ? [failure.requestId] : [];
}

/** undefined where the error is not about a lost answer. */
function unknownOutcome(error: unknown): UnknownOutcomeError | undefined {
  return error instanceof InvalidResponseError
    ? new UnknownOutcomeError(error, false)
    : error instanceof UnknownOutcomeError
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
