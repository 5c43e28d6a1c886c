import type { PageResponse, IdentifiedMapping, MappingList, OddItem, PartialGroupMapping } from "../../wire";
import { IncompleteListError, type RequestLimit } from "../http";
import type { Clock } from "../clock";
import { currentLimits, untilTimeout, withoutTimeout } from "../operationLimits";

interface Reads {
  get(id: string, displayName?: string): Promise<PartialGroupMapping>;
  pages(limit?: RequestLimit): AsyncGenerator<PageResponse, void, undefined>;
  readonly requests: { readonly writes: number };
}

/** How long a read waits for other reads with which it can share a request. */
const BATCH_WINDOW_MS = 5;

/** The engine reads a stack in batches. After a batch of this size, expect as many reads again. */
const FULL_BATCH_SIZE = 8;

/** Maximum retries of a page if each mapping can be read individually instead. */
const MAX_LIST_RETRIES = 1;

/** Maximum number of times that an incomplete list is read. */
const MAX_READINGS = 3;

interface PendingRead {
  readonly id: string;
  readonly displayName: string | undefined;
  readonly resolve: (mapping: PartialGroupMapping) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Reads many mappings with few requests: a single read is a GET, and several reads that arrive together share a list. The list
 * is cached for the process, read only as far as needed, and dropped after any error and any write of this process. If it does
 * not contain a mapping, or has more pages than there are reads, the mapping is read by a GET.
 */
export class ReadBatcher {
  private batch: PendingRead[] = [];
  private listing: Listing | undefined;
  private reading: Promise<MappingList> | undefined;
  private next: Promise<MappingList> | undefined;

  constructor(
    private readonly reads: Reads,
    private readonly clock: Clock,
  ) {}

  /** @throws The errors of a GET. */
  get(id: string, displayName?: string): Promise<PartialGroupMapping> {
    if (currentLimits().expired !== undefined) {
      // Not in a batch, because its timeout must not affect other reads.
      return this.reads.get(id, displayName);
    }
    return new Promise((resolve, reject) => {
      this.batch.push({ id, displayName, resolve, reject });
      if (this.batch.length === 1) {
        void this.clock.sleep(BATCH_WINDOW_MS).then(() => this.flush());
      }
    });
  }

  /** Returns every mapping, from the cached list if it is complete. Calls with and without a limit do not share requests. */
  async all(limit?: RequestLimit): Promise<MappingList> {
    const listing = this.current();
    if (listing?.complete === true) {
      return listing.all();
    }
    return limit === undefined ? this.fresh() : this.readAll(limit);
  }

  /** Returns every mapping, from a list that begins after this call. Calls while one list is read share the next. */
  fresh(): Promise<MappingList> {
    const before = this.reading ?? Promise.resolve();
    this.next ??= before
      .catch(() => undefined /* its own callers handle that error */)
      .then(() => {
        this.next = undefined;
        this.reading = withoutTimeout(() => this.readAll());
        return this.reading;
      });
    return untilTimeout(this.next, { verb: "list" });
  }

  /** Reads an incomplete list again, because it may have changed while it was read. */
  private async readAll(limit?: RequestLimit): Promise<MappingList> {
    for (let readings = 1; ; readings += 1) {
      const listing = new Listing(this.reads, limit);
      try {
        await listing.readToEnd();
        this.listing = listing;
        return listing.all();
      } catch (error) {
        if (!(error instanceof IncompleteListError) || readings >= MAX_READINGS) {
          throw error;
        }
      }
    }
  }

  private async flush(): Promise<void> {
    const batch = this.batch;
    this.batch = [];
    let listing = this.current();
    if (listing === undefined && batch.length > 1) {
      listing = new Listing(this.reads, { retries: MAX_LIST_RETRIES });
      this.listing = listing;
    }
    const found = await this.lookUp(listing, batch);
    for (const { id, displayName, resolve, reject } of batch) {
      const mapping = found.get(id);
      if (mapping !== undefined && isComplete(mapping)) {
        resolve({ ...mapping });
      } else {
        this.reads.get(id, displayName).then(resolve, reject);
      }
    }
  }

  /** Returns the mappings of the list; none if it fails, because then each GET reports its own error. */
  private async lookUp(
    listing: Listing | undefined,
    batch: readonly PendingRead[],
  ): Promise<ReadonlyMap<string, IdentifiedMapping>> {
    if (listing === undefined) {
      return new Map();
    }
    try {
      await listing.readOn(new Set(batch.map(({ id }) => id)));
      return listing.writes === this.reads.requests.writes ? listing.wellFormed() : new Map();
    } catch {
      if (this.listing === listing) {
        this.listing = undefined;
      }
      return new Map();
    }
  }

  private current(): Listing | undefined {
    if (this.listing !== undefined && this.listing.writes !== this.reads.requests.writes) {
      this.listing = undefined;
    }
    return this.listing;
  }
}

/** A list that is read only as far as needed. */
class Listing {
  private readonly mappings = new Map<string, IdentifiedMapping>();
  private readonly oddItems: OddItem[] = [];
  readonly writes: number;
  complete = false;
  private pagesRead = 0;
  /** Remaining pages according to `total_size`; at least one until the last page. */
  private pagesLeft = 1;
  /** Reads that this list has served and will probably serve. */
  private expectedReads = 0;
  private readonly pages: AsyncGenerator<PageResponse, void, undefined>;
  private reading: Promise<void> = Promise.resolve();

  constructor(reads: Reads, limit?: RequestLimit) {
    this.writes = reads.requests.writes;
    this.pages = reads.pages(limit);
  }

  /** Reads until all `ids` were seen or the list ends, unless it has more pages than the reads it serves. */
  readOn(ids: ReadonlySet<string>): Promise<void> {
    this.expectedReads += ids.size < FULL_BATCH_SIZE ? ids.size : 2 * ids.size;
    return this.readWhile(
      () =>
        this.pagesRead + this.pagesLeft <= this.expectedReads &&
        [...ids].some((id) => !this.mappings.has(id)),
    );
  }

  all(): MappingList {
    return { mappings: [...this.mappings.values()], oddItems: [...this.oddItems] };
  }

  /** Omits items that violate the contract: a GET of such a mapping reports the problem. */
  wellFormed(): ReadonlyMap<string, IdentifiedMapping> {
    const odd = new Set(this.oddItems.map(({ id }) => id));
    return odd.size === 0 ? this.mappings : new Map([...this.mappings].filter(([id]) => !odd.has(id)));
  }

  readToEnd(): Promise<void> {
    return this.readWhile(() => true);
  }

  private readWhile(isWanted: () => boolean): Promise<void> {
    this.reading = this.reading.then(async () => {
      while (!this.complete && isWanted()) {
        const { value: page } = await this.pages.next();
        this.complete = page?.next === undefined;
        const { mappings = [], oddItems = [], totalSize = 0 } = page ?? {};
        mappings.forEach((mapping) => this.mappings.set(mapping.id, mapping));
        this.oddItems.push(...oddItems);
        this.pagesRead += 1;
        const unseen = totalSize - this.mappings.size;
        this.pagesLeft = Math.max(1, Math.ceil(unseen / Math.max(1, mappings.length)));
      }
    });
    return this.reading;
  }
}

/** Whether an item of the list has everything that a GET would return. */
export function isComplete({ display_name, filter }: IdentifiedMapping): boolean {
  return display_name !== undefined && filter !== undefined;
}
