import type { AnsweredPage, IdentifiedMapping, MappingList, OddItem, PartialGroupMapping } from "../../wire";
import { IncompleteListError } from "../http";
import type { Clock } from "../clock";

/** What reads are made by. */
interface Reads {
  get(id: string, displayName?: string): Promise<PartialGroupMapping>;
  /** @param retries how often a page is asked for again at most, where that is less than the limits say */
  pages(retries?: number): AsyncGenerator<AnsweredPage, void, undefined>;
  readonly requests: { readonly writes: number };
}

/** How long a read waits for others to share its requests. */
const BATCH_WINDOW_MS = 5;

/** The engine reads a stack in batches. After a batch of this size, expect as many reads again. */
const FULL_BATCH_SIZE = 8;

/** How often a page is requested again if each mapping could be read by itself instead. */
const MAX_LIST_RETRIES = 1;

/** How often a list is read before it counts as incomplete. */
const MAX_READINGS = 3;

interface PendingRead {
  readonly id: string;
  readonly displayName: string | undefined;
  readonly resolve: (mapping: PartialGroupMapping) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Reads many mappings with few requests: one read is a GET, several that arrive together share a list.
 *
 * The list is kept for the process, read on only as far as somebody needs it, and dropped on any error and on every own
 * write. What it lacks is asked for by a GET, whose answer counts; and where it has, or turns out to have, more pages than
 * there are reads, the rest are GETs too.
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

  /** @throws whatever a GET throws */
  get(id: string, displayName?: string): Promise<PartialGroupMapping> {
    return new Promise((resolve, reject) => {
      this.batch.push({ id, displayName, resolve, reject });
      if (this.batch.length === 1) {
        void this.clock.sleep(BATCH_WINDOW_MS).then(() => this.flush());
      }
    });
  }

  /** Every mapping of the organisation: from the list that is kept, where it has been read to its end. */
  async all(): Promise<MappingList> {
    const listing = this.current();
    return listing?.complete === true ? listing.all() : this.fresh();
  }

  /** Every mapping, by a list that begins after this call. Calls that come while one is read share the next one. */
  fresh(): Promise<MappingList> {
    const before = this.reading ?? Promise.resolve();
    this.next ??= before
      .catch(() => undefined /* its own callers handle that error */)
      .then(() => {
        this.next = undefined;
        this.reading = this.readAll();
        return this.reading;
      });
    return this.next;
  }

  /** A list that others change while it is read can end too early, so an incomplete list is read again. */
  private async readAll(): Promise<MappingList> {
    for (let readings = 1; ; readings += 1) {
      const listing = new Listing(this.reads);
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
      listing = new Listing(this.reads, MAX_LIST_RETRIES);
      this.listing = listing;
    }
    const found = await this.lookUp(listing, batch);
    await Promise.all(
      batch.map(async ({ id, displayName, resolve, reject }) => {
        const mapping = found.get(id);
        await (
          mapping === undefined || !isComplete(mapping)
            ? this.reads.get(id, displayName)
            : Promise.resolve({ ...mapping })
        ).then(resolve, reject);
      }),
    );
  }

  /** What the list holds of the batch; nothing where it fails: then each GET tells why for itself. */
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

/** A list that is read only as far as it is needed. */
class Listing {
  private readonly mappings = new Map<string, IdentifiedMapping>();
  private readonly oddItems: OddItem[] = [];
  readonly writes: number;
  complete = false;
  /** Pages that are left, by the number of mappings that the API tells; undefined where it tells none that can be. */
  private pagesLeft: number | undefined;
  private pagesRead = 0;
  /** Reads that this list serves, as far as can be foreseen. */
  private expected = 0;
  private readonly pages: AsyncGenerator<AnsweredPage, void, undefined>;
  private reading: Promise<void> = Promise.resolve();

  constructor(reads: Reads, retries?: number) {
    this.writes = reads.requests.writes;
    this.pages = reads.pages(retries);
  }

  /** Reads on until all of `ids` were seen, the list ends, or GETs would be fewer requests. */
  readOn(ids: ReadonlySet<string>): Promise<void> {
    this.expected += ids.size < FULL_BATCH_SIZE ? ids.size : 2 * ids.size;
    return this.readWhile((pages) => {
      const missing = this.missing(ids);
      return this.pagesLeft === undefined
        ? pages < missing
        : missing > 0 && this.pagesLeft <= Math.max(missing, this.expected - this.pagesRead);
    });
  }

  /** What was read so far. */
  all(): MappingList {
    return { mappings: [...this.mappings.values()], oddItems: [...this.oddItems] };
  }

  /** The same without the items that break the contract: a GET of such a mapping reports what is wrong with it. */
  wellFormed(): ReadonlyMap<string, IdentifiedMapping> {
    const odd = new Set(this.oddItems.map(({ id }) => id));
    return odd.size === 0 ? this.mappings : new Map([...this.mappings].filter(([id]) => !odd.has(id)));
  }

  readToEnd(): Promise<void> {
    return this.readWhile(() => true);
  }

  /** @param goOn asked before each page, with how many this call has read already */
  private readWhile(goOn: (pages: number) => boolean): Promise<void> {
    this.reading = this.reading.then(async () => {
      for (let pages = 0; !this.complete && goOn(pages); pages += 1) {
        const { value: page } = await this.pages.next();
        this.complete = page?.next === undefined;
        const { mappings = [], oddItems = [], totalSize = 0 } = page ?? {};
        mappings.forEach((mapping) => this.mappings.set(mapping.id, mapping));
        this.oddItems.push(...oddItems);
        this.pagesRead += 1;
        const unseen = totalSize - this.mappings.size;
        this.pagesLeft = unseen > 0 ? Math.ceil(unseen / Math.max(1, mappings.length)) : undefined;
      }
    });
    return this.reading;
  }

  private missing(ids: ReadonlySet<string>): number {
    return [...ids].filter((id) => !this.mappings.has(id)).length;
  }
}

/** Whether an item of the list says all that a GET would be asked for. */
export function isComplete({ display_name, filter }: IdentifiedMapping): boolean {
  return display_name !== undefined && filter !== undefined;
}
