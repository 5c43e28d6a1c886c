import type { RequestContext } from "../../errors";
import type { Settings } from "../../config";
import {
  type PageResponse,
  COLLECTION_PATH,
  type CreateGroupMapping,
  decodePage,
  type IdentifiedMapping,
  isDeleted,
  itemsWithoutId,
  type PartialGroupMapping,
  type UpdateGroupMapping,
} from "../../wire";
import { type Clock, systemClock } from "../clock";
import { currentLimits } from "../operationLimits";
import { mappingPath, type RequestLimit, type Transport } from "../http";
import { readCreated, type SameFilter } from "./responses";
import { ApiRequests } from "./apiRequests";
import { KnownIds } from "./knownIds";
import { OrganizationGuard } from "./organizationGuard";
import { MAX_PAGE_SIZE, paginate, requirePageToken } from "./pagination";
import { ReadBatcher } from "./readBatcher";

const LIST: RequestContext = { verb: "list" };

/**
 * The five operations of `/iam/v2/sso/group-mappings`.
 *
 * @throws {ApiError} If the status is not a success.
 * @throws {ConnectionError} If there is no response.
 * @throws {InvalidResponseError} If the response to a success has the wrong shape.
 * @throws {WrongOrganizationError} Before a write, if the credentials do not belong to `organizationId`.
 */
export class GroupMappings {
  readonly requests: ApiRequests;
  /** Reads that arrive together share requests. */
  readonly reads: ReadBatcher;
  readonly organization: OrganizationGuard;
  readonly known = new KnownIds();

  constructor(
    transport: Transport,
    readonly settings: Pick<Settings, "credentials" | "organizationId" | "limits">,
    readonly clock: Clock = systemClock,
  ) {
    this.requests = new ApiRequests(transport, settings.credentials, clock);
    this.reads = new ReadBatcher(this, clock);
    this.organization = new OrganizationGuard(settings.organizationId, this.requests, () => this.pages());
  }

  /**
   * POST. The id comes from the response, or else from its Location.
   * @throws {InvalidResponseError} Also if the response is about another mapping, because a gateway mixed up responses.
   */
  async create(
    mapping: CreateGroupMapping,
    sameFilter: SameFilter = (one, other) => one === other,
  ): Promise<IdentifiedMapping> {
    const action: RequestContext = { verb: "create", displayName: mapping.display_name };
    await this.organization.ensureVerified(action);
    const knownBefore = this.known.snapshot();
    const request = { method: "POST", path: COLLECTION_PATH, body: mapping, action } as const;
    const response = await this.requests.send(request);
    // Ids that were first seen since the snapshot do not count: a list that was read meanwhile may have the new mapping.
    const isTaken = (id: string) => knownBefore.has(id) || this.known.isOwned(id);
    const created = readCreated(action, response, { mapping, sameFilter, isTaken });
    this.known.markOwned(created.id);
    this.organization.observeCreated(created, action);
    return created;
  }

  /** GET of one mapping. */
  async get(id: string, displayName?: string): Promise<PartialGroupMapping> {
    const action: RequestContext = { verb: "read", displayName, mappingId: id };
    this.known.add([id]);
    const mapping = await this.requests.exchangeOne({ method: "GET", path: mappingPath(id), action });
    this.organization.observe(mapping, action);
    return mapping;
  }

  /** PATCH: sends only `changes`. The response may have any properties, or none. */
  async update(id: string, changes: UpdateGroupMapping, displayName?: string): Promise<PartialGroupMapping> {
    const action: RequestContext = { verb: "update", displayName, mappingId: id };
    const mapping = await this.writeOne("PATCH", id, action, changes);
    this.organization.observe(mapping, action);
    return mapping;
  }

  /** DELETE. A success with a body that is not JSON from the API is an error. */
  async delete(id: string): Promise<void> {
    await this.writeOne("DELETE", id, { verb: "delete", mappingId: id });
  }

  /** GET of all mappings, page by page, with items that are being deleted (`metadata.deleted_at`) or violate the contract. */
  async *pages(limit: RequestLimit = {}): AsyncGenerator<PageResponse, void, undefined> {
    const { clock, known, organization } = this;
    const endsAt = Math.min(limit.endsAt ?? Number.POSITIVE_INFINITY, currentLimits().endsAt);
    const deadline = Math.min(this.settings.limits.deadline, endsAt - clock.now());
    let withoutId = 0;
    const pages = paginate(LIST, { clock, deadline }, (query) => this.fetchPage(query, limit));
    for await (const page of pages) {
      withoutId += itemsWithoutId(page.oddItems).length;
      if (page.next === undefined) {
        known.itemsWithoutId = withoutId;
        organization.markListObserved();
      }
      yield page;
    }
  }

  /** GET of one page; `token` is "" for the first. Returns mappings that are not being deleted, and the token of the next page. */
  async page(size: number, token: string): Promise<{ mappings: IdentifiedMapping[]; next?: string }> {
    const query = {
      page_size: String(Math.min(size, MAX_PAGE_SIZE)),
      ...(token !== "" && { page_token: token }),
    };
    const { response, value } = await this.fetchPage(query);
    const mappings = value.mappings.filter((mapping) => !isDeleted(mapping));
    return {
      mappings,
      ...(value.next !== undefined && { next: requirePageToken(LIST, value.next, response) }),
    };
  }

  private async fetchPage(query: Record<string, string>, limit: RequestLimit = {}) {
    const request = { method: "GET", path: COLLECTION_PATH, query, action: LIST, ...limit } as const;
    const fetched = await this.requests.exchange(request, decodePage);
    this.known.add(fetched.value.mappings.map(({ id }) => id));
    fetched.value.mappings.forEach((mapping) => {
      this.organization.observe(mapping, LIST);
    });
    return fetched;
  }

  private async writeOne(
    method: "PATCH" | "DELETE",
    id: string,
    action: RequestContext,
    body?: UpdateGroupMapping,
  ): Promise<PartialGroupMapping> {
    this.known.add([id]);
    await this.organization.ensureVerified(action);
    return this.requests.exchangeOne({ method, path: mappingPath(id), body, action });
  }
}
