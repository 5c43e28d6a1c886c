import { ForbiddenError, type GroupMappings, isComplete, NotFoundError, requireNoOddItem } from "../rest";
import { noSuchMapping, withProviderErrors } from "../errors";
import { type IdentifiedMapping, isDeleted } from "../wire";
import { requireOneByDisplayName } from "./requireOneByDisplayName";
import { type GetGroupMappingResult, resultOf } from "./result";

/** How long look-ups that are asked for together are waited for, in milliseconds. */
const BATCH_WINDOW_MS = 5;

/** A list of all mappings, perhaps still being read. */
interface List {
  readonly mappings: Promise<readonly GetGroupMappingResult[]>;
  /** Whether its first page was asked for. */
  begun: boolean;
}

/**
 * The look-ups of one program with one pair of credentials: one list serves them all.
 *
 * What a list lacks, the program itself may have created since, so it is looked for once more before it counts as
 * missing. Mappings that are being deleted count as gone. Each method throws a ProviderError.
 */
export class Lookups {
  private list: List | undefined;

  constructor(private readonly mappings: GroupMappings) {}

  /** From the list; what it lacks is asked for by a GET. */
  byId(id: string): Promise<GetGroupMappingResult> {
    return withProviderErrors(async () => {
      const listed = await this.current().mappings;
      return listed.find((mapping) => mapping.id === id) ?? (await this.unlisted(id));
    });
  }

  /** From the list; where it has none of this name and began before this call, from a second one. */
  byDisplayName(displayName: string): Promise<GetGroupMappingResult> {
    return withProviderErrors(async () => {
      const list = this.current();
      const isOlder = list.begun;
      const listed = await list.mappings;
      const isFound = listed.some((mapping) => mapping.displayName === displayName);
      return requireOneByDisplayName(
        displayName,
        isOlder && !isFound ? await this.after(list).mappings : listed,
      );
    });
  }

  all(): Promise<readonly GetGroupMappingResult[]> {
    return withProviderErrors(() => this.current().mappings);
  }

  private current(): List {
    return (this.list ??= this.begin());
  }

  /** The list that came after `list`, or a new one. */
  private after(list: List): List {
    return this.list === list || this.list === undefined ? (this.list = this.begin()) : this.list;
  }

  private begin(): List {
    const { clock, reads } = this.mappings;
    const list: List = {
      begun: false,
      mappings: clock.sleep(BATCH_WINDOW_MS).then(async () => {
        list.begun = true;
        const received = await reads.fresh();
        requireNoOddItem(received);
        const alive = received.mappings.filter((item) => !isDeleted(item));
        return Object.freeze(await Promise.all(alive.map((item) => this.result(item))));
      }),
    };
    list.mappings.catch(() => {
      // Whoever asks next asks anew.
      this.list = this.list === list ? undefined : this.list;
    });
    return list;
  }

  /** An item that does not say everything is asked for by a GET. */
  private async result(item: IdentifiedMapping): Promise<GetGroupMappingResult> {
    return resultOf(item.id, isComplete(item) ? item : await this.mappings.get(item.id, item.display_name));
  }

  /** The API answers 403 for what is gone, too; here a list that was read in full lacks it besides. */
  private async unlisted(id: string): Promise<GetGroupMappingResult> {
    try {
      const response = await this.mappings.get(id);
      if (!isDeleted(response)) {
        return resultOf(id, response);
      }
    } catch (error) {
      if (!(error instanceof NotFoundError || error instanceof ForbiddenError)) {
        throw error;
      }
    }
    throw noSuchMapping(id);
  }
}
