import { isSameOrganization, organizationOf } from "../wire/crn";
import type { AnsweredMapping, AnsweredPage } from "../wire/decode";
import { type Action, cannot } from "./action";
import { messageOf, ProviderError } from "./providerError";

/** The credentials belong to another organisation than they should. */
export class WrongOrganizationError extends ProviderError {}

/**
 * Holds the organisation that answers come from against the one that the user asserts with
 * `confluent-sso:organizationId`. The organisation stands in the CRN of each mapping; the first answer that has one
 * decides.
 */
export class OrganizationGuard {
  private seen: string | undefined;
  private look: Promise<void> | undefined;
  private lookedInVain = false;

  /** @param asserted undefined: any organisation will do */
  constructor(readonly asserted: string | undefined) {}

  /**
   * Before a write: makes sure of the organisation, by the list where nothing has told it yet. Writes that come together
   * look once. An empty organisation cannot be told: then the first mapping's own CRN will.
   *
   * @throws WrongOrganizationError; ProviderError where the list cannot be read
   */
  async settle(action: Action, pages: () => AsyncIterable<AnsweredPage>): Promise<void> {
    this.requireAsserted(action);
    if (!this.undecided || this.lookedInVain) {
      return;
    }
    this.look ??= this.lookAround(pages()).finally(() => {
      this.look = undefined;
    });
    await this.look.catch((error: unknown) => {
      if (!(error instanceof WrongOrganizationError)) {
        // Not the error of the list itself: a refused list says nothing about the mapping that is to be written.
        throw new ProviderError(
          `${cannot(action)}: organizationId is asserted before anything is written, and that failed.\n${messageOf(error)}`,
        );
      }
    });
    this.requireAsserted(action);
  }

  /** Whether no answer has named the organisation yet. */
  get undecided(): boolean {
    return this.asserted !== undefined && this.seen === undefined;
  }

  /** The whole list was read, and whatever it holds was observed: to look again would tell nothing more. */
  observedAll(): void {
    this.lookedInVain = this.undecided;
  }

  /** @throws WrongOrganizationError where `mapping` is of another organisation than the asserted one */
  observe(mapping: AnsweredMapping, action: Action): void {
    const organization = organizationOf(mapping.metadata?.resource_name);
    if (organization !== undefined) {
      this.seen ??= organization;
      this.require(organization, action);
    }
  }

  /** Reads on until an answer has named the organisation, or there is nothing more to read. */
  private async lookAround(pages: AsyncIterable<AnsweredPage>): Promise<void> {
    for await (const { next } of pages) {
      if (!this.undecided || next === undefined) {
        return;
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
