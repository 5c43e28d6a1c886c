import { ForbiddenError, type GroupMappings, isComplete, NotFoundError, requireNoOddItem } from "../rest";
import { noSuchMapping, withProviderErrors } from "../errors";
import { type IdentifiedMapping, isDeleted } from "../wire";
import { requireOneByDisplayName } from "./requireOneByDisplayName";
import { type GetGroupMappingResult, resultOf } from "./result";

/** How long a lookup waits for other lookups with which it can share a list, in milliseconds. */
const BATCH_WINDOW_MS = 5;

/** A list of all mappings, possibly still being read. */
interface List {
  readonly mappings: Promise<readonly GetGroupMappingResult[]>;
  /** Whether its first page was requested. */
  begun: boolean;
}

/**
 * The lookups of one program with the same credentials. They share one list. A mapping that is not in the list is requested once
 * more, because the program may have created it since. Mappings that are being deleted count as missing.
 */
export class Lookups {
  private list: List | undefined;

  constructor(private readonly mappings: GroupMappings) {}

  /** Searches the list. A mapping that is not in the list is requested by a GET. */
  byId(id: string): Promise<GetGroupMappingResult> {
    return withProviderErrors(async () => {
      const listed = await this.current().mappings;
      return listed.find((mapping) => mapping.id === id) ?? (await this.unlisted(id));
    });
  }

  /** Searches the list. If the name is not in it and it began before this call, searches a second list. */
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

  /** Returns the list after `list`, or a new one. */
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
      // The next call requests a new list.
      this.list = this.list === list ? undefined : this.list;
    });
    return list;
  }

  /** Requests an incomplete item by a GET. */
  private async result(item: IdentifiedMapping): Promise<GetGroupMappingResult> {
    return resultOf(item.id, isComplete(item) ? item : await this.mappings.get(item.id, item.display_name));
  }

  /** Requests a mapping that is not in the complete list. So a 403, which the API also returns for a deleted mapping, means gone. */
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
