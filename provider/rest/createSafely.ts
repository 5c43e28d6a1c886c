import { type IdentifiedMapping, isDeleted } from "../wire/decode";
import type { CreateGroupMapping } from "../wire/groupMapping";
import { UndecidedError, UnreadableAnswerError } from "./apiError";
import type { GroupMappings } from "./groupMappings";
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

/** A created_at in whole seconds may lie before the moment at which it was created, in milliseconds. */
const CLOCK_GRAIN = 1_000;

/**
 * Creates a mapping exactly once, also where the answer to the POST is lost.
 *
 * There is no idempotency key in this API. So after a reset, a time-out, a 5xx or an unreadable answer the list is
 * searched for a mapping of exactly this content which this process did not know before and which was created, by the
 * server's clock, after the request began. One: it is ours. None: the POST is sent again. Several: an error with their
 * ids. What stays open: another writer that creates the identical mapping in the same seconds.
 *
 * Requests of the same content follow one another, for nobody could tell their mappings apart.
 *
 * @throws ApiError, ConnectionError, UnreadableAnswerError, WrongOrganizationError, ProviderError
 */
export async function createSafely(
  mappings: GroupMappings,
  wanted: CreateGroupMapping,
): Promise<CreatedMapping> {
  const { clock, limits } = mappings;
  return mappings.oneAtATime(JSON.stringify(wanted), async () => {
    const begun = clock.now();
    const search = new Search(mappings, wanted, begun);
    let mayBeRunning = false;
    for (let lost = 0; ; lost += 1) {
      try {
        const mapping = await mappings.create(wanted);
        const twins = lost === 0 ? [] : await search.twinsOf(mapping.id);
        return { mapping, twins, twinMayCome: mayBeRunning && twins.length === 0 };
      } catch (error) {
        const failure = lostAnswer(error);
        if (failure === undefined && lost === 0) {
          throw error;
        }
        // Also after a clear refusal: an earlier try may have been carried out late, and be what stands in the way.
        const found = await search.find(failure ?? new UndecidedError(asProviderError(error), false));
        if (found !== undefined) {
          return { mapping: found, twins: [], twinMayCome: false };
        }
        if (failure === undefined) {
          throw asProviderError(error).amend(
            "An earlier try got no answer and may still be carried out: look for the mapping before the next `pulumi up`.",
          );
        }
        mayBeRunning ||= failure.mayBeRunning;
        if (lost >= limits.maxRetries || clock.now() - begun > limits.deadline) {
          throw failure.failure.amend(
            `It was tried ${lost + 1} times; each time the list of group mappings did not hold it afterwards.`,
          );
        }
      }
    }
  });
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

/** Looks for what a lost POST may have left behind. */
class Search {
  private readonly known: ReadonlySet<string>;

  constructor(
    private readonly mappings: GroupMappings,
    private readonly wanted: CreateGroupMapping,
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
      if (found.length === 1 && only !== undefined && this.isNew(only)) {
        return only;
      }
      if (found.length > 0) {
        throw failure.amend(
          `The organization holds ${found.length === 1 ? "an identical mapping" : "identical mappings"}, ` +
            `${found.map(({ id }) => id).join(", ")}, of which it cannot be told whether this request created it. ` +
            "Delete what should not be there, or change the display name, before the next `pulumi up`.",
        );
      }
    }
    return undefined;
  }

  /** Ids of mappings that turned up late: identical to the one that was created in the end. */
  async twinsOf(id: string): Promise<string[]> {
    try {
      const found = await this.look();
      return found.filter((mapping) => mapping.id !== id && this.isNew(mapping)).map((twin) => twin.id);
    } catch {
      // The mapping itself was created; a list that fails now changes nothing about that.
      return [];
    }
  }

  private async look(failure?: ProviderError): Promise<IdentifiedMapping[]> {
    const found: IdentifiedMapping[] = [];
    try {
      for (const mapping of await this.mappings.reads.fresh()) {
        if (this.isIdentical(mapping) && !this.known.has(mapping.id) && this.isNew(mapping) !== false) {
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

  private isIdentical(mapping: IdentifiedMapping): boolean {
    const { display_name, description = "", filter } = mapping;
    return (
      display_name === this.wanted.display_name &&
      description === this.wanted.description &&
      filter === this.wanted.filter &&
      !isDeleted(mapping)
    );
  }

  /** undefined where the mapping does not tell when it was created, or the server never told its time. */
  private isNew({ metadata }: IdentifiedMapping): boolean | undefined {
    const text = metadata?.created_at ?? "";
    const created = Date.parse(text) + (/\.\d/.test(text) ? 0 : CLOCK_GRAIN);
    const since = this.mappings.serverTimeAt(this.begun);
    return Number.isNaN(created) || since === undefined ? undefined : created >= since;
  }
}
