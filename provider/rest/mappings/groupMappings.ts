import {
  type PartialGroupMapping,
  type AnsweredPage,
  decodeMapping,
  decodeOrganizationPage,
  decodePage,
  type IdentifiedMapping,
  isId,
  itemsWithoutId,
} from "../../wire/decode";
import { COLLECTION_PATH, type CreateGroupMapping, type UpdateGroupMapping } from "../../wire/groupMapping";
import { isSameOrganization, ORGANIZATIONS_PATH } from "../../wire/organization";
import type { Action } from "../../errors/action";
import {
  readCreated,
  readIfAny,
  requireNoOddItem,
  requireSameId,
  requireWanted,
  type SameFilter,
} from "./answers";
import { apiErrorFrom, UnreadableAnswerError } from "../http/apiError";
import { type Clock, systemClock } from "../clock";
import { remedyFor } from "../../config/credentials";
import { DuplicateGuard } from "../create/duplicates";
import type { Answer, Request, Transport } from "../http/exchange";
import type { Limits } from "../../config/limits";
import { OrganizationGuard, organizationIn, WrongOrganizationError } from "./organizationGuard";
import { traverse } from "./pagination";
import { ProviderError } from "../../errors/providerError";
import { secrets } from "../../errors/redaction";
import { ReadCoalescer } from "./readCoalescer";
import { read } from "../http/readJson";
import type { Settings } from "../../config/settings";

/** A write that was carried out, or will be. */
const CARRIED_OUT = [200, 201, 202, 203, 204, 205, 206];

/**
 * The five operations of `/iam/v2/sso/group-mappings`.
 *
 * Each throws an ApiError for an answer that is no success, a ConnectionError where there is none, an
 * UnreadableAnswerError for a success of the wrong shape, and a WrongOrganizationError where the credentials belong to
 * another organisation than the asserted one: in writes before anything is written.
 */
export class GroupMappings {
  /** Reads that arrive together share requests. */
  readonly reads: ReadCoalescer;
  /** What keeps a creation from doubling what is there already. */
  readonly duplicates: DuplicateGuard;
  /** Goes up with every write. */
  writes = 0;
  /** Ids of mappings that this process was given or has seen in a response. */
  readonly knownIds = new Set<string>();
  /** How many items without a readable id the last complete list had. */
  itemsWithoutId = 0;
  private readonly organization: OrganizationGuard;
  private found: Promise<string> | undefined;
  private readonly underWay = new Map<string, Promise<unknown>>();
  /** The server's clock is ahead of ours by this at least: each answer's Date is older than its arrival. */
  private ahead: number | undefined;

  constructor(
    private readonly transport: Transport,
    private readonly settings: Settings,
    readonly clock: Clock = systemClock,
  ) {
    this.reads = new ReadCoalescer(this, clock);
    this.duplicates = new DuplicateGuard(this.reads, settings.duplicates);
    this.organization = new OrganizationGuard(settings.organizationId);
  }

  /** The organisation that the credentials are asserted, and by now known, to belong to. */
  get assertedOrganization(): string | undefined {
    return this.organization.undecided ? undefined : this.organization.asserted;
  }

  get limits(): Limits {
    return this.settings.limits;
  }

  /**
   * What time it was for the server, at least, at a moment of our clock: by the Dates of its answers, in milliseconds
   * since 1970. undefined where no answer had one.
   */
  serverTimeAt(moment: number): number | undefined {
    return this.ahead === undefined ? undefined : moment + this.ahead;
  }

  /** Runs `work` once all earlier work of the same key has ended. */
  async oneAtATime<Result>(key: string, work: () => Promise<Result>): Promise<Result> {
    const before = this.underWay.get(key) ?? Promise.resolve();
    const now = before.then(work, work);
    this.underWay.set(key, now);
    return now;
  }

  /** The mappings with these ids exist already: a creation cannot return one of them. */
  markKnown(ids: Iterable<string>): void {
    for (const id of ids) {
      this.knownIds.add(id);
    }
  }

  /**
   * POST. The id comes from the answer, or else from its Location.
   *
   * @throws UnreadableAnswerError also if the response is about a mapping that this request cannot have created: a cache or
   *   a gateway has mixed up responses
   */
  async create(
    mapping: CreateGroupMapping,
    sameFilter: SameFilter = (one, other) => one === other,
  ): Promise<IdentifiedMapping> {
    const action: Action = { verb: "create", displayName: mapping.display_name };
    await this.organization.settle(action, this);
    const knownBefore = new Set(this.knownIds);
    const answer = await this.request(CARRIED_OUT, {
      method: "POST",
      path: COLLECTION_PATH,
      body: mapping,
      action,
    });
    const created = readCreated(action, answer);
    const { id } = created;
    // Known by now is not enough: a list that ended before this response may have shown the new mapping.
    if (knownBefore.has(id) || this.duplicates.isOwn(id)) {
      throw new UnreadableAnswerError(
        action,
        `it is about ${id}, a mapping that existed before this request`,
        answer,
      );
    }
    requireWanted(action, answer, created, mapping, sameFilter);
    this.knownIds.add(id);
    this.duplicates.own(id);
    try {
      this.organization.observe(created, action);
    } catch (error) {
      // It was verified before: the API has contradicted itself, and the mapping must not be forgotten over that.
      throw error instanceof WrongOrganizationError
        ? error.amend(
            `Group mapping ${id} was created in that organization and is not in the state. Delete it if you do not need it.`,
          )
        : error;
    }
    return created;
  }

  /** GET one. */
  async get(id: string, displayName?: string): Promise<PartialGroupMapping> {
    const action: Action = { verb: "read", displayName, mappingId: id };
    this.knownIds.add(id);
    const answer = await this.request([200], { method: "GET", path: pathOf(id), action });
    const mapping = read(action, answer, decodeMapping);
    requireSameId(action, answer, mapping, id);
    this.organization.observe(mapping, action);
    return mapping;
  }

  /** PATCH: only what `changes` holds. The answer may hold anything or nothing. */
  async update(id: string, changes: UpdateGroupMapping, displayName?: string): Promise<PartialGroupMapping> {
    const action: Action = { verb: "update", displayName, mappingId: id };
    this.knownIds.add(id);
    await this.organization.settle(action, this);
    const { answer, mapping } = await this.write({
      method: "PATCH",
      path: pathOf(id),
      body: changes,
      action,
    });
    requireSameId(action, answer, mapping, id);
    this.organization.observe(mapping, action);
    return mapping;
  }

  /** DELETE. A success with a page for a body (a gateway's, a proxy's) is no answer of the API: UnreadableAnswerError. */
  async delete(id: string, displayName?: string): Promise<void> {
    const action: Action = { verb: "delete", displayName, mappingId: id };
    this.knownIds.add(id);
    await this.organization.settle(action, this);
    const { answer, mapping } = await this.write({ method: "DELETE", path: pathOf(id), action });
    requireSameId(action, answer, mapping, id);
  }

  /**
   * GET all. Items that are being deleted (`metadata.deleted_at`) come along.
   *
   * @throws UnreadableAnswerError if an item breaks the contract
   */
  async *list(): AsyncGenerator<IdentifiedMapping, void, undefined> {
    for await (const page of this.pages()) {
      requireNoOddItem(page);
      yield* page.mappings;
    }
  }

  /**
   * The same, page by page, with items that break the contract.
   *
   * @param retries how often a page is asked for again at most, where that is less than the limits say
   */
  async *pages(retries?: number): AsyncGenerator<AnsweredPage, void, undefined> {
    let withoutId = 0;
    for await (const page of this.fetchPages(retries)) {
      withoutId += itemsWithoutId(page.oddItems).length;
      if (page.next === undefined) {
        this.itemsWithoutId = withoutId;
        this.organization.observedAll();
      }
      yield page;
    }
  }

  private fetchPages(retries?: number): AsyncGenerator<AnsweredPage, void, undefined> {
    const action: Action = { verb: "list" };
    return traverse(action, async (query) => {
      const answer = await this.request([200], {
        method: "GET",
        path: COLLECTION_PATH,
        query,
        action,
        retries,
      });
      const page = read(action, answer, decodePage);
      for (const mapping of page.mappings) {
        this.knownIds.add(mapping.id);
        this.organization.observe(mapping, action);
      }
      return { answer, page };
    });
  }

  /**
   * The id of the organization that the credentials belong to, from `GET /org/v2/organizations`. A success is remembered.
   *
   * @throws {UnreadableAnswerError} If the response does not name exactly one organization.
   */
  findOrganization(): Promise<string> {
    this.found ??= this.requestOrganization().catch((error: unknown) => {
      this.found = undefined;
      throw error;
    });
    return this.found;
  }

  private async requestOrganization(): Promise<string> {
    const action: Action = { verb: "identify" };
    const answer = await this.request([200], {
      method: "GET",
      path: ORGANIZATIONS_PATH,
      query: { page_size: "100" },
      action,
    });
    const {
      organizations,
      next,
      totalSize = organizations.length,
    } = read(action, answer, decodeOrganizationPage);
    // Redacted before anything else: an id may be a secret that the server echoes.
    const ids = organizations.map((one) => organizationIn(one.resourceName) ?? secrets.redact(one.id));
    const [id] = ids;
    const isOne = id !== undefined && ids.every((other) => isSameOrganization(id, other));
    if (!isOne || next !== undefined || totalSize > organizations.length) {
      throw new UnreadableAnswerError(action, "it does not name exactly one organization", answer);
    }
    this.organization.observeOrganization(id, action);
    return id;
  }

  /**
   * A write that does the same however often it is sent. Where a success cannot be read (it may be a gateway's page, or
   * have lost its end) nobody knows what was done: it is sent once more.
   */
  private async write(request: Request): Promise<{ answer: Answer; mapping: PartialGroupMapping }> {
    const send = async () => {
      const answer = await this.request(CARRIED_OUT, request);
      return { answer, mapping: readIfAny(request.action, answer) };
    };
    return send().catch((error: unknown) => {
      if (error instanceof UnreadableAnswerError) {
        return send();
      }
      throw error;
    });
  }

  /** @throws ApiError where the status is none of `accepted` */
  private async request(accepted: readonly number[], request: Request): Promise<Answer> {
    this.writes += request.method === "GET" ? 0 : 1;
    const answer = await this.transport.send(request).finally(() => {
      // What was read while the write was under way may be from before it, too.
      this.writes += request.method === "GET" ? 0 : 1;
    });
    const told = Date.parse(answer.header("date") ?? "");
    if (!Number.isNaN(told)) {
      this.ahead = Math.max(this.ahead ?? Number.NEGATIVE_INFINITY, told - this.clock.now());
    }
    if (!accepted.includes(answer.status)) {
      throw apiErrorFrom(request.action, answer, remedyFor(this.settings.credentials));
    }
    return answer;
  }
}

/** @throws ProviderError for a text that would name another path: an empty one, or one that climbs */
function pathOf(id: string): string {
  if (!isId(id)) {
    throw new ProviderError(
      `${JSON.stringify(id)} is not the id of a group mapping: an id looks like group-abc123.`,
    );
  }
  return `${COLLECTION_PATH}/${encodeURIComponent(id)}`;
}
