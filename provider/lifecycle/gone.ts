import type { ApiError, NotFoundError } from "../rest/apiError";
import { ForbiddenError, UnauthenticatedError } from "../rest/apiError";
import { WrongOrganizationError } from "../rest/organizationGuard";
import { ProviderError } from "../rest/providerError";
import { organizationOf } from "../wire/crn";
import type { AnsweredMapping } from "../wire/decode";
import type { Context } from "./context";
import { isDeleted, isLookup, type Properties, textOf } from "./state";

/** The API refuses the mapping, but it is not gone, or that cannot be told: the state is kept. */
export class NotConfirmedGoneError extends ProviderError {}

/**
 * Confirms by the list that a mapping which the API answered 404 or 403 for is really gone.
 *
 * The API answers 403 for a deleted id, and also for a missing role, a foreign organisation or a blocked address; what
 * takes every 403 for a deletion drops living mappings from the state and creates them a second time. So: gone is what
 * the whole list lacks, where the list is of the organisation that the state is of.
 *
 * Returns where the mapping is gone. An empty list names no organisation: the mapping counts as gone, with a warning.
 *
 * @throws NotConfirmedGoneError, WrongOrganizationError; the state must be kept
 */
export async function confirmGone(
  context: Context,
  id: string,
  properties: Properties,
  refusal: ForbiddenError | NotFoundError,
): Promise<void> {
  const listed = await lookInList(context, id, refusal);
  if (listed.found) {
    throw new NotConfirmedGoneError(
      [
        refusal.message,
        `The list of group mappings holds ${id}, so it is not gone: ` +
          (refusal instanceof ForbiddenError
            ? "the credentials may list it and may not do this with it. OrganizationAdmin is the role that may."
            : "the API contradicts itself, perhaps for a moment only. Run the command again."),
        "The state is kept.",
      ].join("\n"),
    );
  }
  const ours = organizationOf(textOf(properties["resourceName"]));
  if (ours !== undefined && listed.organizations.size > 0 && !listed.organizations.has(ours)) {
    throw foreign(id, properties, ours, [...listed.organizations].join(", "));
  }
  if ((listed.organizations.size === 0 || ours === undefined) && !isLookup(properties)) {
    await context.warn(
      `${nameOf(id, properties)}: the API answers ${refusal.status} for ${id}, and its list of mappings ` +
        `${listed.organizations.size === 0 ? "is empty" : "lacks it"}. It is taken for deleted, though credentials of ` +
        "another organization would be answered the same: make sure that these are the right ones.",
    );
  }
}

/** @throws WrongOrganizationError where the answer is of another organisation than the state */
export function requireSameOrganization(id: string, properties: Properties, answer: AnsweredMapping): void {
  const ours = organizationOf(textOf(properties["resourceName"]));
  const theirs = organizationOf(answer.metadata?.resource_name);
  if (ours !== undefined && theirs !== undefined && ours !== theirs) {
    throw foreign(id, properties, ours, theirs);
  }
}

interface Listed {
  readonly found: boolean;
  /** The organisations that the CRNs of the list name: one, as a rule. */
  readonly organizations: ReadonlySet<string>;
}

async function lookInList(context: Context, id: string, refusal: ApiError): Promise<Listed> {
  const organizations = new Set<string>();
  try {
    for await (const mapping of context.mappings.list()) {
      if (mapping.id === id && !isDeleted(mapping)) {
        return { found: true, organizations };
      }
      const organization = organizationOf(mapping.metadata?.resource_name);
      if (organization !== undefined) {
        organizations.add(organization);
      }
    }
  } catch (error) {
    if (error instanceof UnauthenticatedError || error instanceof WrongOrganizationError) {
      throw error;
    }
    throw new NotConfirmedGoneError(
      [
        refusal.message,
        error instanceof ForbiddenError
          ? "The list of group mappings is refused as well, so this is about the credentials, not about the mapping: " +
            "they need the role OrganizationAdmin, and an IP filter or an expired key may be in the way."
          : "Whether the mapping is gone could not be confirmed by the list:",
        error instanceof Error ? error.message : String(error),
        "The state is kept.",
      ].join("\n"),
    );
  }
  return { found: false, organizations };
}

function foreign(id: string, properties: Properties, ours: string, theirs: string): WrongOrganizationError {
  return new WrongOrganizationError(
    `Group mapping ${nameOf(id, properties)} (${id}) belongs to organization ${ours}, but these credentials belong to ` +
      `organization ${theirs}.\nThe state is kept. Use credentials of organization ${ours}.`,
  );
}

function nameOf(id: string, properties: Properties): string {
  return JSON.stringify(textOf(properties["displayName"]) ?? id);
}
