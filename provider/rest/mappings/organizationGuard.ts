import {
  decodeOrganizationPage,
  type IdentifiedMapping,
  isSameOrganization,
  organizationOf,
  ORGANIZATIONS_PATH,
  type PageResponse,
  type PartialGroupMapping,
} from "../../wire";
import { failurePrefix, messageOf, ProviderError, type RequestContext, secrets } from "../../errors";
import { decodeBody, IncompleteListError, InvalidResponseError } from "../http";
import type { ApiRequests } from "./apiRequests";

/** The credentials belong to another organisation than they should. */
export class WrongOrganizationError extends ProviderError {
  constructor(message: string) {
    super(message, "wrongOrganization");
  }
}

/** The organization that a resource name belongs to, as it may be shown: a secret may hold the slash that it ends at. */
export function organizationIn(resourceName: string | undefined): string | undefined {
  return organizationOf(resourceName === undefined ? undefined : secrets.redact(resourceName));
}

/**
 * Compares the organization of the credentials with the one that the setting `organizationId` names. The CRN of every
 * mapping names the organization; if there is no mapping, the API is asked for the organization itself.
 */
export class OrganizationGuard {
  private seen: string | undefined;
  private verification: Promise<void> | undefined;
  private found: Promise<string> | undefined;
  private listWasInconclusive = false;

  /**
   * @param asserted undefined: any organization will do
   * @param pages the list of group mappings, each page of which is observed
   */
  constructor(
    private readonly asserted: string | undefined,
    private readonly requests: Pick<ApiRequests, "exchange">,
    private readonly pages: () => AsyncIterable<PageResponse>,
  ) {}

  /** The organization of the setting `organizationId`, if the credentials are known to belong to it. */
  get verified(): string | undefined {
    return this.isUnverified ? undefined : this.asserted;
  }

  /**
   * Makes sure of the organization before a write. Concurrent writes share the requests.
   *
   * @throws {WrongOrganizationError} If the credentials belong to another organization.
   * @throws {ProviderError} If the organization cannot be found out.
   */
  async ensureVerified(action: RequestContext): Promise<void> {
    this.requireAsserted(action);
    if (!this.isUnverified) {
      return;
    }
    this.verification ??= this.verifyByListing().finally(() => {
      this.verification = undefined;
    });
    await this.verification.catch((error: unknown) => {
      // A list that failed halfway may have named the organization before.
      if (this.isUnverified && !(error instanceof WrongOrganizationError)) {
        // Not the error of the list itself: a refused list says nothing about the mapping that is to be written.
        throw new ProviderError(
          `${failurePrefix(action)}: the setting organizationId could not be verified. Nothing was written.\n${messageOf(error)}\n` +
            "To write without this check, remove the setting organizationId.",
          "unverifiedOrganization",
          { cause: error },
        );
      }
    });
    this.requireAsserted(action);
  }

  /** Whether `organizationId` is set and no response has named the organization yet. */
  private get isUnverified(): boolean {
    return this.asserted !== undefined && this.seen === undefined;
  }

  /** The whole list was read and observed: reading it again would show nothing more. */
  markListObserved(): void {
    this.listWasInconclusive = this.isUnverified;
  }

  /** @throws {WrongOrganizationError} If `mapping` belongs to another organization than the asserted one. */
  observe(mapping: PartialGroupMapping, action: RequestContext): void {
    this.observeOrganization(organizationIn(mapping.metadata?.resource_name), action);
  }

  private observeOrganization(organization: string | undefined, action: RequestContext): void {
    if (organization !== undefined) {
      this.seen ??= organization;
      this.require(organization, action);
    }
  }

  /**
   * Observes the response to a creation, before which the organization was verified.
   *
   * @throws {WrongOrganizationError} If the API contradicts itself. The error names the mapping, which is not in the state.
   */
  observeCreated(created: IdentifiedMapping, action: RequestContext): void {
    try {
      this.observe(created, action);
    } catch (error) {
      throw error instanceof WrongOrganizationError
        ? error.appendDetail(
            `Group mapping ${created.id} was created in that organization and is not in the state. Delete it if you do not need it.`,
          )
        : error;
    }
  }

  /**
   * Returns the organization that the credentials belong to, from the API. A success is remembered.
   *
   * @throws {InvalidResponseError} If the response does not name exactly one organization.
   * @throws {WrongOrganizationError} If it is another organization than the asserted one.
   */
  find(): Promise<string> {
    this.found ??= this.request().catch((error: unknown) => {
      this.found = undefined;
      throw error;
    });
    return this.found;
  }

  /** `GET /org/v2/organizations`: works without any mapping, if the credentials may read it. */
  private async request(): Promise<string> {
    const action: RequestContext = { verb: "identify" };
    const { response, value: page } = await this.requests.exchange(
      { method: "GET", path: ORGANIZATIONS_PATH, query: { page_size: "100" }, action },
      (context, received) => decodeBody(context, received, decodeOrganizationPage),
    );
    const { organizations, next, totalSize = organizations.length } = page;
    // Redacted before anything else: an id may be a secret that the server echoes.
    const ids = organizations.map((one) => organizationIn(one.resourceName) ?? secrets.redact(one.id));
    const [id] = ids;
    const isOne = id !== undefined && ids.every((other) => isSameOrganization(id, other));
    if (!isOne || next !== undefined || totalSize > organizations.length) {
      throw new InvalidResponseError(action, "it does not name exactly one organization", response);
    }
    this.observeOrganization(id, action);
    return id;
  }

  /** Reads the list first: credentials that can write a mapping can read it, and a run needs it anyway. */
  private async verifyByListing(): Promise<void> {
    if (!this.listWasInconclusive) {
      await this.readList();
    }
    if (this.isUnverified) {
      await this.find();
    }
  }

  private async readList(): Promise<void> {
    try {
      for await (const { next } of this.pages()) {
        if (!this.isUnverified || next === undefined) {
          return;
        }
      }
    } catch (error) {
      // An incomplete list proves as little about the organization as an empty one.
      if (!(error instanceof IncompleteListError)) {
        throw error;
      }
    }
  }

  private requireAsserted(action: RequestContext): void {
    if (this.seen !== undefined) {
      this.require(this.seen, action);
    }
  }

  private require(organization: string, action: RequestContext): void {
    if (this.asserted !== undefined && !isSameOrganization(organization, this.asserted)) {
      throw new WrongOrganizationError(
        `${failurePrefix(action)}: the credentials belong to organization ${organization}, but organizationId asserts ${this.asserted}. ` +
          "Use credentials of the asserted organization, or correct organizationId.",
      );
    }
  }
}
