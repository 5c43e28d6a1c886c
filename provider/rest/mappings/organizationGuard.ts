import { isSameOrganization, organizationOf } from "../../wire/organization";
import type { PartialGroupMapping, AnsweredPage } from "../../wire/decode";
import { type Action, cannot } from "../../errors/action";
import { IncompleteListError } from "../http/apiError";
import { messageOf, ProviderError } from "../../errors/providerError";
import { secrets } from "../../errors/redaction";

/** The credentials belong to another organisation than they should. */
export class WrongOrganizationError extends ProviderError {}

/** The organization that a resource name belongs to, as it may be shown: a secret may hold the slash that it ends at. */
export function organizationIn(resourceName: string | undefined): string | undefined {
  return organizationOf(resourceName === undefined ? undefined : secrets.redact(resourceName));
}

/** Where the organization of the credentials can be read. */
export interface OrganizationReader {
  /** The list of group mappings. Each page that is read is observed. */
  pages(): AsyncIterable<AnsweredPage>;
  /** `GET /org/v2/organizations`: works without any mapping, if the credentials may read it. */
  findOrganization(): Promise<string>;
}

/**
 * Compares the organization of the credentials with the one that the setting `organizationId` names. The CRN of every
 * mapping names the organization; if there is no mapping, the API is asked for the organization itself.
 */
export class OrganizationGuard {
  private seen: string | undefined;
  private look: Promise<void> | undefined;
  private listWasInconclusive = false;

  /** @param asserted undefined: any organization will do */
  constructor(readonly asserted: string | undefined) {}

  /**
   * Makes sure of the organization before a write. Concurrent writes share the requests.
   *
   * @throws {WrongOrganizationError} If the credentials belong to another organization.
   * @throws {ProviderError} If the organization cannot be found out.
   */
  async settle(action: Action, reader: OrganizationReader): Promise<void> {
    this.requireAsserted(action);
    if (!this.undecided) {
      return;
    }
    this.look ??= this.lookAround(reader).finally(() => {
      this.look = undefined;
    });
    await this.look.catch((error: unknown) => {
      // A list that failed halfway may have named the organization before.
      if (this.undecided && !(error instanceof WrongOrganizationError)) {
        // Not the error of the list itself: a refused list says nothing about the mapping that is to be written.
        throw new ProviderError(
          `${cannot(action)}: the setting organizationId could not be verified. Nothing was written.\n${messageOf(error)}\n` +
            "Use credentials with the role OrganizationAdmin, or remove organizationId.",
        );
      }
    });
    this.requireAsserted(action);
  }

  /** Whether `organizationId` is set and no response has named the organization yet. */
  get undecided(): boolean {
    return this.asserted !== undefined && this.seen === undefined;
  }

  /** The whole list was read and observed: reading it again would show nothing more. */
  observedAll(): void {
    this.listWasInconclusive = this.undecided;
  }

  /** @throws {WrongOrganizationError} If `mapping` belongs to another organization than the asserted one. */
  observe(mapping: PartialGroupMapping, action: Action): void {
    this.observeOrganization(organizationIn(mapping.metadata?.resource_name), action);
  }

  /** @throws {WrongOrganizationError} If it is another organization than the asserted one. */
  observeOrganization(organization: string | undefined, action: Action): void {
    if (organization !== undefined) {
      this.seen ??= organization;
      this.require(organization, action);
    }
  }

  /** Reads the list first: credentials that can write a mapping can read it, and a run needs it anyway. */
  private async lookAround(reader: OrganizationReader): Promise<void> {
    if (!this.listWasInconclusive) {
      await this.readList(reader);
    }
    if (this.undecided) {
      await reader.findOrganization();
    }
  }

  private async readList(reader: OrganizationReader): Promise<void> {
    try {
      for await (const { next } of reader.pages()) {
        if (!this.undecided || next === undefined) {
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

  private requireAsserted(action: Action): void {
    if (this.seen !== undefined) {
      this.require(this.seen, action);
    }
  }

  private require(organization: string, action: Action): void {
    if (this.asserted !== undefined && !isSameOrganization(organization, this.asserted)) {
      throw new WrongOrganizationError(
        `${cannot(action)}: the credentials belong to organization ${organization}, but organizationId asserts ${this.asserted}. ` +
          "Use credentials of the asserted organization, or correct organizationId.",
      );
    }
  }
}
