import { type CreateGroupMapping, type IdentifiedMapping, isDeleted } from "../../wire";
import { ProviderError, type RequestContext } from "../../errors";
import { InvalidResponseError, QuotaExceededError, UnknownOutcomeError } from "../http";
import { type GroupMappings, OtherMappingError, type SameFilter } from "../mappings";
import { type Clock, sleepWithProgress, systemClock } from "../clock";
import { currentLimits, untilCanceled, withoutLimits } from "../operationLimits";
import type { Settings } from "../../config";
import { backoffDelay } from "../send";
import { DuplicateGuard, type Warn } from "./duplicates";
import { CreateRecovery, isUnavailableFailure, LostAttempts } from "./createRecovery";

/** A mapping that was created, and the duplicates of it that lost requests created. */
interface CreatedMapping {
  readonly mapping: IdentifiedMapping;
  readonly duplicateIds: readonly string[];
  /** Whether the API may still carry out a request that timed out, and create a duplicate. */
  readonly duplicateMayAppear: boolean;
}

/**
 * Creates each mapping exactly once, even if the response to the POST is lost, and not at all if the organization already
 * has an identical mapping ({@link DuplicateGuard}). The API has no idempotency key. After a lost response, the list is
 * searched for an identical mapping that is new to this process and, by the server's clock, to the API. One match: it is ours.
 * None: the POST is sent again. Several: an error. Not covered: another client that creates one within the same seconds.
 */
export class MappingCreator {
  readonly guard: DuplicateGuard;
  private readonly inFlight = new Map<string, Promise<unknown>>();
  /** When the first creation with an unknown outcome began. Reset by a known outcome, so that it measures an outage. */
  private failingSince: number | undefined;

  constructor(
    private readonly mappings: GroupMappings,
    private readonly settings: Pick<Settings, "duplicates" | "limits">,
    private readonly clock: Clock = systemClock,
    /** Called before a wait of more than 5 s, with its duration in milliseconds. */
    private readonly onWait: (milliseconds: number) => void = () => undefined,
  ) {
    this.guard = new DuplicateGuard(mappings, settings.duplicates);
  }

  /**
   * Creates a mapping. Identical mappings are created one after the other, because they could not be distinguished.
   * @throws {ProviderError} If it is a duplicate ({@link DuplicateError}), cannot be created, or may exist but was not found.
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
    const lost = new LostAttempts(clock);
    const recovery = new CreateRecovery(mappings, clock, wanted, sameFilter, lost.begun);
    for (;;) {
      try {
        const mapping = await mappings.create(wanted, sameFilter);
        this.failingSince = undefined;
        const duplicateIds =
          lost.count === 0 ? [] : await withoutLimits(() => recovery.duplicatesOf(mapping.id));
        // Each lost request creates at most one mapping.
        const duplicateMayAppear = lost.mayBeRunning && duplicateIds.length < lost.count;
        return { mapping, duplicateIds, duplicateMayAppear };
      } catch (error) {
        const found = await this.recover(error, lost, recovery);
        if (found !== undefined) {
          return found;
        }
      }
    }
  }

  /** Returns the mapping that a failed POST created; undefined if it may be sent again. @throws {ProviderError} If it must not. */
  private async recover(
    error: unknown,
    lost: LostAttempts,
    recovery: CreateRecovery,
  ): Promise<CreatedMapping | undefined> {
    const failure = unknownOutcome(error);
    if (failure === undefined && lost.count === 0) {
      this.failingSince = undefined;
      throw await this.withCount(error);
    }
    // Search even after a definite error: an earlier request that was carried out late may have caused it.
    const lostOne = failure ?? new UnknownOutcomeError(asProviderError(error), false);
    const mapping = await withoutLimits(() => recovery.find(lostOne));
    if (mapping !== undefined) {
      this.failingSince = undefined;
      this.mappings.known.markOwned(mapping.id);
      // The mapping belongs to one of several requests. The API may still carry out another one that timed out.
      const oneMayRun = lost.mayBeRunning || failure?.mayBeRunning === true;
      return { mapping, duplicateIds: [], duplicateMayAppear: lost.count > 0 && oneMayRun };
    }
    if (error instanceof OtherMappingError) {
      // The API may have rewritten what it created: another request could create a second mapping.
      throw error.appendDetail(
        "The list of group mappings does not contain the wanted mapping. Look for it before the next `pulumi up`.",
      );
    }
    if (failure === undefined) {
      this.failingSince = undefined;
      throw lost.warnIn(asProviderError(await this.withCount(error)));
    }
    await this.prepareRetry(failure, lost);
    return undefined;
  }

  /** @throws {ProviderError} If all attempts are used up, no POST has succeeded until the deadline, or the command is canceled. */
  private async prepareRetry(failure: UnknownOutcomeError, lost: LostAttempts): Promise<void> {
    const { clock } = this;
    const { limits } = this.settings;
    lost.add(failure);
    this.failingSince ??= lost.begun;
    const { endsAt, canceled } = currentLimits();
    const isLate = clock.now() - this.failingSince > limits.deadline || clock.now() > endsAt;
    if (lost.isSpent(limits) || isLate || canceled?.aborted === true) {
      throw lost.describeIn(failure.failure);
    }
    if (isUnavailableFailure(failure.failure)) {
      const delay = backoffDelay(lost.count - 1, clock.random(), limits);
      await untilCanceled(sleepWithProgress(clock, delay, this.onWait), canceled);
    }
  }

  /** Runs `work` after all earlier work with the same key. */
  private runExclusive<Result>(key: string, work: () => Promise<Result>): Promise<Result> {
    const before = this.inFlight.get(key) ?? Promise.resolve();
    const now = before.then(work, work);
    this.inFlight.set(key, now);
    return now;
  }

  /** Adds the number of mappings to the error about an exceeded quota. Returns any other error unchanged. */
  private async withCount(error: unknown): Promise<unknown> {
    if (!(error instanceof QuotaExceededError)) {
      return error;
    }
    return this.mappings.reads.all().then(
      ({ mappings }) => {
        const count = mappings.filter((mapping) => !isDeleted(mapping)).length;
        return error.appendDetail(`Group mappings in the organization now: ${count}.`);
      },
      () => error,
    );
  }
}

/** Returns undefined if the error is not about a lost response. */
function unknownOutcome(error: unknown): UnknownOutcomeError | undefined {
  if (error instanceof InvalidResponseError) {
    return new UnknownOutcomeError(error, false);
  }
  return error instanceof UnknownOutcomeError ? error : undefined;
}

/** @throws The error itself if it is not a ProviderError. */
function asProviderError(error: unknown): ProviderError {
  if (error instanceof ProviderError) {
    return error;
  }
  throw error;
}
