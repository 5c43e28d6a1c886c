import { organizationOf } from "../wire/crn";
import type { AnsweredMapping } from "../wire/decode";
import { ProviderError } from "./providerError";

/** The credentials belong to another organisation than they should. */
export class WrongOrganizationError extends ProviderError {}

/**
 * Holds the organisation that answers come from against the one that the user asserts with
 * `confluent-sso:organizationId`. The organisation stands in the CRN of each mapping; the first answer that has one
 * decides.
 */
export class OrganizationGuard {
  private seen: string | undefined;

  /** @param asserted undefined: any organisation will do */
  constructor(private readonly asserted: string | undefined) {}

  /** Whether a write must wait for an answer that names the organisation. */
  get undecided(): boolean {
    return this.asserted !== undefined && this.seen === undefined;
  }

  /** @throws WrongOrganizationError where `mapping` is of another organisation than the asserted one */
  observe(mapping: AnsweredMapping): void {
    const organization = organizationOf(mapping.metadata?.resource_name);
    if (organization !== undefined) {
      this.seen ??= organization;
      this.require(organization);
    }
  }

  /** @throws WrongOrganizationError where an answer has shown another organisation than the asserted one */
  requireAsserted(): void {
    if (this.seen !== undefined) {
      this.require(this.seen);
    }
  }

  private require(organization: string): void {
    if (this.asserted !== undefined && organization.toLowerCase() !== this.asserted.toLowerCase()) {
      throw new WrongOrganizationError(
        `The credentials belong to organization ${organization}, but organizationId asserts ${this.asserted}. ` +
          "Use credentials of the asserted organization, or correct organizationId.",
      );
    }
  }
}
