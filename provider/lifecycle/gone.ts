import { type Action, cannot } from "../errors/action";
import { ForbiddenError, NotFoundError, UnauthenticatedError } from "../rest/http/apiError";
import { organizationIn, WrongOrganizationError } from "../rest/mappings/organizationGuard";
import { messageOf, ProviderError } from "../errors/providerError";
import { isSameOrganization } from "../wire/organization";
import { type AnsweredMapping, isDeleted, itemsWithoutId } from "../wire/decode";
import { textOf } from "../wire/json";
import { isLookup, type Properties } from "../wire/state";
import type { Context } from "./context";

/** The API refuses the mapping, but it is not gone, or that cannot be told: the state is kept. */
export class NotConfirmedGoneError extends ProviderError {}

/** What a verb is doing, to which mapping of the state. */
export interface Attempt {
  readonly verb: Action["verb"];
  readonly id: string;
  /** The state. */
  readonly properties: Properties;
}

/**
 * What `call` answers, or undefined where the API says that the mapping is gone and the list confirms it.
 *
 * @throws whatever `call` throws else; NotConfirmedGoneError, WrongOrganizationError: the state must be kept
 */
export async function unlessGone<Answer>(
  context: Context,
  attempt: Attempt,
  call: () => Promise<Answer>,
): Promise<Answer | undefined> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof NotFoundError || error instanceof ForbiddenError)) {
      throw error;
    }
    await confirmGone(context, attempt, error);
    return undefined;
  }
}

/**
 * Confirms by the list that a mapping which the API answered 404 or 403 for is really gone.
 *
 * The API answers 403 for a deleted id, and also for a missing role, a foreign organisation or a blocked address; what
 * takes every 403 for a deletion drops living mappings from the state and creates them a second time. So: gone is what
 * the whole list lacks, where the list is of the organisation that the state is of.
 *
 * An empty list names no organization, so the API is asked for the organization itself. Returns if the mapping is gone.
 *
 * @throws NotConfirmedGoneError, WrongOrganizationError; the state must be kept
 */
async function confirmGone(
  context: Context,
  attempt: Attempt,
  refusal: ForbiddenError | NotFoundError,
): Promise<void> {
  const { id, properties } = attempt;
  const listed = await lookInList(context, attempt, refusal);
  if (listed.found) {
    throw notGone(
      attempt,
      refusal,
      refusal instanceof ForbiddenError
        ? `The list of group mappings holds ${id}, so it is not gone: the credentials may list it and may not ` +
            `${attempt.verb} it. OrganizationAdmin is the role that may.`
        : `The list of group mappings holds ${id}: the API contradicts itself, perhaps for a moment only. ` +
            "Run the command again.",
    );
  }
  if (listed.withoutId > 0) {
    throw notGone(
      attempt,
      refusal,
      `The list of group mappings does not contain ${id}, but it has items whose id is missing or malformed, so this is no proof that the ` +
        `mapping is gone. ${REMOVE_FROM_STATE}`,
    );
  }
  if (isLookup(properties)) {
    return;
  }
  const theirs = await organizationsOf(context, attempt, refusal, listed);
  const ours = organizationIn(textOf(properties["resourceName"])) ?? context.mappings.assertedOrganization;
  if (ours === undefined) {
    throw notGone(
      attempt,
      refusal,
      `The list of group mappings does not contain ${id}, but the state does not name the organization of the mapping, so ` +
        `this may be the list of another organization. If ${theirs.join(", ")} is the right organization, set ` +
        `confluent-sso:organizationId to it and run the command again.`,
    );
  }
  const foreigners = theirs.filter((one) => !isSameOrganization(one, ours));
  if (foreigners.length > 0) {
    throw foreign(attempt, ours, foreigners.join(", "));
  }
}

const REMOVE_FROM_STATE =
  "If you know that it is gone, remove it from the state: `pulumi stack --show-urns` shows its URN, and " +
  "`pulumi state delete '<URN>'` removes it.";

/** @throws {NotConfirmedGoneError} If neither the list nor the API names the organization of the credentials. */
async function organizationsOf(
  context: Context,
  attempt: Attempt,
  refusal: ProviderError,
  { organizations }: Listed,
): Promise<readonly string[]> {
  if (organizations.size > 0) {
    return [...organizations];
  }
  try {
    return [await context.mappings.findOrganization()];
  } catch (error) {
    if (error instanceof WrongOrganizationError) {
      throw error;
    }
    const isRefused = error instanceof ForbiddenError || error instanceof UnauthenticatedError;
    throw notGone(
      attempt,
      refusal,
      `The list of group mappings does not contain ${attempt.id}, but it does not name an organization either, so it may be ` +
        "the list of another organization:",
      messageOf(error),
      `${isRefused ? "Use credentials with the role OrganizationAdmin" : "Try again later"}. ${REMOVE_FROM_STATE}`,
    );
  }
}

/** @throws WrongOrganizationError where the answer is of another organisation than the state */
export function requireSameOrganization(attempt: Attempt, answer: AnsweredMapping): void {
  const ours = organizationIn(textOf(attempt.properties["resourceName"]));
  const theirs = organizationIn(answer.metadata?.resource_name);
  if (ours !== undefined && theirs !== undefined && !isSameOrganization(ours, theirs)) {
    throw foreign(attempt, ours, theirs);
  }
}

/** The mapping's display name, or else its id, in quotes: how a message about it begins. */
export function nameOf(attempt: Attempt): string {
  return JSON.stringify(displayNameOf(attempt) ?? attempt.id);
}

interface Listed {
  /** Whether the list holds the mapping, alive. */
  readonly found: boolean;
  /** How many items have no readable id: the mapping may be one of them. */
  readonly withoutId: number;
  /** The organisations that the CRNs of the list name: one, as a rule. */
  readonly organizations: ReadonlySet<string>;
}

async function lookInList(context: Context, attempt: Attempt, refusal: ProviderError): Promise<Listed> {
  const { mappings, oddItems } = await context.mappings.reads.all().catch((error: unknown) => {
    if (error instanceof WrongOrganizationError) {
      throw error;
    }
    throw notGone(
      attempt,
      refusal,
      error instanceof ForbiddenError || error instanceof UnauthenticatedError
        ? "The list of group mappings is refused as well, so this is about the credentials, not about the mapping: " +
            "they need the role OrganizationAdmin, and an IP filter or an expired key may be in the way."
        : "Whether the mapping is gone could not be confirmed by the list:",
      messageOf(error),
    );
  });
  return {
    found: mappings.some((mapping) => mapping.id === attempt.id && !isDeleted(mapping)),
    withoutId: itemsWithoutId(oddItems).length,
    organizations: new Set(mappings.flatMap(({ metadata }) => organizationIn(metadata?.resource_name) ?? [])),
  };
}

function notGone({ properties }: Attempt, refusal: ProviderError, ...why: string[]): NotConfirmedGoneError {
  const kept = isLookup(properties) ? [] : ["The state is kept."];
  return new NotConfirmedGoneError([refusal.message, ...why, ...kept].join("\n"));
}

function foreign(attempt: Attempt, ours: string, theirs: string): WrongOrganizationError {
  const action = { verb: attempt.verb, displayName: displayNameOf(attempt), mappingId: attempt.id };
  return new WrongOrganizationError(
    `${cannot(action)}: it belongs to organization ${ours}, but these credentials belong to organization ${theirs}.\n` +
      `The state is kept. Use credentials of organization ${ours}.`,
  );
}

function displayNameOf({ properties }: Attempt): string | undefined {
  return textOf(properties["displayName"]);
}
