import { type IdentifiedMapping, isDeleted } from "../../wire/decode";
import type { CreateGroupMapping } from "../../wire/groupMapping";
import type { Action } from "../../errors/action";
import { ApiError, QuotaExceededError, UndecidedError, UnreadableAnswerError } from "../http/apiError";
import { OtherMappingError, type SameFilter } from "../mappings/answers";
import type { GroupMappings } from "../mappings/groupMappings";
import { triedText } from "../send/history";
import { LostMapping } from "./lostMapping";
import { ProviderError } from "../../errors/providerError";

/** A mapping that was created, and what else was: identical mappings that a lost request left behind. */
export interface CreatedMapping {
  readonly mapping: IdentifiedMapping;
  readonly twins: readonly string[];
  /** Whether a try that was given up may still be carried out, and make one more. */
  readonly twinMayCome: boolean;
}

const MAY_STILL_COME =
  "An earlier try got no answer and may still be carried out: look for the mapping before the next `pulumi up`.";

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
  warn: (text: string) => Promise<void>,
): Promise<CreatedMapping> {
  const { clock, limits } = mappings;
  return mappings.oneAtATime(JSON.stringify(wanted), async () => {
    const action: Action = { verb: "create", displayName: wanted.display_name };
    await mappings.duplicates.check(action, wanted, sameFilter, warn);
    const begun = clock.now();
    const search = new LostMapping(mappings, wanted, sameFilter, begun);
    const requestIds: string[] = [];
    let mayBeRunning = false;
    for (let lost = 0; ; lost += 1) {
      try {
        const mapping = await mappings.create(wanted, sameFilter);
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
        if (error instanceof OtherMappingError) {
          // The API may have rewritten what it created: another request could create a second mapping.
          throw error.amend(
            "The list of group mappings does not contain the wanted mapping. Look for it before the next `pulumi up`.",
          );
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
    (all) => all.mappings.filter((mapping) => !isDeleted(mapping)).length,
    () => undefined,
  );
  return count === undefined ? error : error.amend(`Group mappings in the organization now: ${count}.`);
}
