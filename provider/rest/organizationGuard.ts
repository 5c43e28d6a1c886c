import { isSameOrganization, organizationOf } from "../wire/crn";
import type { AnsweredMapping } from "../wire/decode";
import { type Action, cannot } from "./action";
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
  constructor(readonly asserted: string | undefined) {}

  /** Whether a write must wait for an answer that names the organisation. */
  get undecided(): boolean {
    return this.asserted !== undefined && this.seen === undefined;
  }

  /** @throws WrongOrganizationError where `mapping` is of another organisation than the asserted one */
  observe(mapping: AnsweredMapping, action: Action): void {
    const organization = organizationOf(mapping.metadata?.resource_name);
    if (organization !== undefined) {
      this.seen ??= organization;
      this.require(organization, action);
    }
  }

  /** @throws WrongOrganizationError where an answer has shown another organisation than the asserted one */
  requireAsserted(action: Action): void {
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
