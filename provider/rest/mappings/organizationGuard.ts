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
import { IncompleteListError, InvalidResponseError } from "../http";
import { untilTimeout, withoutTimeout } from "../operationLimits";
import type { ApiRequests } from "./apiRequests";

/** The credentials do not belong to the expected organization. */
export class WrongOrganizationError extends ProviderError {
  constructor(message: string) {
    super(message, "wrongOrganization");
  }
}

/** Returns the organization in a resource name, safe to show: a secret may contain the slash that ends the organization. */
export function organizationIn(resourceName: string | undefined): string | undefined {
  return organizationOf(resourceName === undefined ? undefined : secrets.redact(resourceName));
}

/**
 * Compares the organization of the credentials with the setting `organizationId`. The CRN of every mapping names the
 * organization. If there are no mappings, the organization itself is requested.
 */
export class OrganizationGuard {
  private seen: string | undefined;
  private verification: Promise<void> | undefined;
  private found: Promise<string> | undefined;
  private listWasInconclusive = false;

  /**
   * @param asserted undefined if any organization is allowed
   * @param pages the list of group mappings; every page is observed
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

  /** Verifies the organization before a write. Concurrent writes share the requests. @throws {ProviderError} */
  async ensureVerified(action: RequestContext): Promise<void> {
    this.require(this.seen, action);
    if (!this.isUnverified) {
      return;
    }
    this.verification ??= withoutTimeout(() => this.verifyByListing()).finally(() => {
      this.verification = undefined;
    });
    await untilTimeout(this.verification, action).catch((error: unknown) => {
      // A list that failed halfway may have named the organization already.
      if (this.isUnverified && !(error instanceof WrongOrganizationError)) {
        // Do not throw the error of the list itself: it would look like an error about the mapping.
        throw new ProviderError(
          `${failurePrefix(action)}: the setting organizationId could not be verified. Nothing was written.\n${messageOf(error)}\n` +
            "To write without this check, remove the setting organizationId.",
          "unverifiedOrganization",
          { cause: error },
        );
      }
    });
    this.require(this.seen, action);
  }

  /** Whether `organizationId` is set and no response has named the organization yet. */
  private get isUnverified(): boolean {
    return this.asserted !== undefined && this.seen === undefined;
  }

  /** Call when the whole list was read and observed: reading it again would show nothing new. */
  markListObserved(): void {
    this.listWasInconclusive = this.isUnverified;
  }

  /** @throws {WrongOrganizationError} If `mapping` does not belong to the asserted organization. */
  observe(mapping: PartialGroupMapping, action: RequestContext): void {
    this.observeOrganization(organizationIn(mapping.metadata?.resource_name), action);
  }

  private observeOrganization(organization: string | undefined, action: RequestContext): void {
    this.seen ??= organization;
    this.require(organization, action);
  }

  /** Observes the response to a POST. An error names the mapping, because it is not in the state. */
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

  /** Requests the organization of the credentials. A success is cached. @throws {ProviderError} If it is not the expected one. */
  find(): Promise<string> {
    this.found ??= withoutTimeout(() => this.request()).catch((error: unknown) => {
      this.found = undefined;
      throw error;
    });
    return untilTimeout(this.found, { verb: "identify" });
  }

  /** `GET /org/v2/organizations`: works without any mappings, if the credentials have permission. */
  private async request(): Promise<string> {
    const action: RequestContext = { verb: "identify" };
    const request = { method: "GET", path: ORGANIZATIONS_PATH, query: { page_size: "100" }, action } as const;
    const { response, value } = await this.requests.exchange(request, decodeOrganizationPage);
    const { mappings: organizations, next, totalSize = organizations.length } = value;
    // Redact first: an id may be a secret that the server echoes.
    const ids = organizations.map(
      (one) => organizationIn(one.metadata?.resource_name) ?? secrets.redact(one.id),
    );
    const [id] = ids;
    const isOne = id !== undefined && ids.every((other) => isSameOrganization(id, other));
    if (!isOne || next !== undefined || totalSize > organizations.length) {
      throw new InvalidResponseError(action, "it does not have exactly one organization", response);
    }
    this.observeOrganization(id, action);
    return id;
  }

  /** Reads the list first: credentials that can write a mapping can read the list, and a run needs it anyway. */
  private async verifyByListing(): Promise<void> {
    try {
      for await (const { next } of this.listWasInconclusive ? [] : this.pages()) {
        if (!this.isUnverified || next === undefined) {
          break;
        }
      }
    } catch (error) {
      // An incomplete list proves nothing about the organization, and neither does an empty one.
      if (!(error instanceof IncompleteListError)) {
        throw error;
      }
    }
    if (this.isUnverified) {
      await this.find();
    }
  }

  private require(organization: string | undefined, action: RequestContext): void {
    const { asserted } = this;
    if (asserted !== undefined && organization !== undefined && !isSameOrganization(organization, asserted)) {
      throw new WrongOrganizationError(
        `${failurePrefix(action)}: the credentials belong to organization ${organization}, but organizationId is ${asserted}. ` +
          "Use credentials of that organization, or correct organizationId.",
      );
    }
  }
}
