import { failurePrefix, ProviderError, type RequestContext } from "../errors";
import { ForbiddenError, isRefusal, NotFoundError, organizationIn, WrongOrganizationError } from "../rest";
import {
  isDeleted,
  isLookup,
  isSameOrganization,
  itemsWithoutId,
  type PartialGroupMapping,
  type Properties,
  textOf,
} from "../wire";
import type { Context } from "./context";

/** An operation on a mapping that may be gone. */
export interface DeletionCheck {
  readonly verb: RequestContext["verb"];
  readonly id: string;
  /** The state. */
  readonly properties: Properties;
}

/**
 * Returns what `call` returns, or undefined if the mapping is gone: the API rejects the request and the list
 * confirms that it is gone, or the response says that it is deleted.
 *
 * @throws {ProviderError} If it is not proven that the mapping is gone: the state must be kept.
 * @throws {WrongOrganizationError} If the credentials belong to a different organization than the mapping.
 */
export async function undefinedIfDeleted(
  context: Context,
  check: DeletionCheck,
  call: () => Promise<PartialGroupMapping>,
): Promise<PartialGroupMapping | undefined> {
  try {
    const response = await call();
    requireSameOrganization(check, response);
    return isDeleted(response) ? undefined : response;
  } catch (error) {
    if (!(error instanceof NotFoundError || error instanceof ForbiddenError)) {
      throw error;
    }
    const doubts = await doubtsThatGone(context, check, error);
    if (doubts.length === 0) {
      return undefined;
    }
    const kept = isLookup(check.properties) ? [] : ["The state is kept."];
    throw new ProviderError(
      [error.message, ...doubts, ...kept].join("\n"),
      kept.length > 0 ? "stateKept" : error.kind,
    );
  }
}

/**
 * Returns the reasons why a mapping for which the API returned 404 or 403 may still exist; none if it is gone.
 *
 * The API answers 403 for a deleted id, and also for a missing role, another organization's mapping or a blocked address.
 * So a mapping is gone only if the whole list lacks it, and the list belongs to the organization in the state.
 */
async function doubtsThatGone(
  { mappings }: Context,
  check: DeletionCheck,
  refusal: ForbiddenError | NotFoundError,
): Promise<readonly string[]> {
  const { id, verb, properties } = check;
  const list = await orError(mappings.reads.all());
  if (list instanceof Error) {
    const why = isRefusal(list)
      ? "The list of group mappings is rejected too, so the cause is the credentials or an IP filter, not the mapping:"
      : "The list could not confirm whether the mapping is gone:";
    return [why, list.message];
  }
  if (list.mappings.some((mapping) => mapping.id === id && !isDeleted(mapping))) {
    return [
      refusal instanceof ForbiddenError
        ? `The list of group mappings contains ${id}, so it still exists: these credentials can list it, but cannot ` +
          `${verb} it. Use credentials with the role OrganizationAdmin.`
        : `The list of group mappings contains ${id}: the API returned inconsistent results, possibly temporarily. ` +
          "Run the command again.",
    ];
  }
  const lacks = `The list of group mappings does not contain ${id}, but`;
  if (itemsWithoutId(list.oddItems).length > 0) {
    return [
      `${lacks} it has items whose id is missing or malformed, so this does not prove that the mapping is gone. ${REMOVE_FROM_STATE}`,
    ];
  }
  if (isLookup(properties)) {
    return [];
  }
  const named = new Set(
    list.mappings.flatMap(({ metadata }) => organizationIn(metadata?.resource_name) ?? []),
  );
  const found = named.size > 0 ? [...named] : await orError(mappings.organization.find());
  if (found instanceof Error) {
    return [
      `${lacks} it does not name an organization either, so it may be the list of another organization:`,
      found.message,
      REMOVE_FROM_STATE,
    ];
  }
  const theirs = [found].flat();
  const ours = organizationIn(textOf(properties["resourceName"])) ?? mappings.organization.verified;
  if (ours === undefined) {
    return [
      `${lacks} the state does not name the organization of the mapping, so this may be the list of another organization. ` +
        `If ${theirs.join(", ")} is the right organization, set confluent-sso:organizationId to it and run the command again.`,
    ];
  }
  requireOrganization(check, ours, theirs);
  return [];
}

const REMOVE_FROM_STATE =
  "If you know that it is gone, remove it from the state: `pulumi stack --show-urns` shows its URN, and " +
  "`pulumi state delete '<URN>'` removes it.";

/** Returns the error instead of throwing it, except for credentials of another organization. */
async function orError<Value>(request: Promise<Value>): Promise<Value | Error> {
  return request.catch((error: unknown) => {
    if (error instanceof Error && !(error instanceof WrongOrganizationError)) {
      return error;
    }
    throw error;
  });
}

/** @throws {WrongOrganizationError} If the organization in the response differs from the one in the state. */
function requireSameOrganization(check: DeletionCheck, response: PartialGroupMapping): void {
  const ours = organizationIn(textOf(check.properties["resourceName"]));
  const theirs = organizationIn(response.metadata?.resource_name);
  if (ours !== undefined && theirs !== undefined) {
    requireOrganization(check, ours, [theirs]);
  }
}

function requireOrganization(
  { verb, id, properties }: DeletionCheck,
  ours: string,
  theirs: readonly string[],
): void {
  const others = theirs.filter((one) => !isSameOrganization(one, ours));
  if (others.length > 0) {
    const displayName = verb === "update" ? textOf(properties["displayName"]) : undefined;
    const action: RequestContext = { verb, displayName, mappingId: id };
    throw new WrongOrganizationError(
      `${failurePrefix(action)}: it belongs to organization ${ours}, but these credentials belong to organization ${others.join(", ")}.\n` +
        `The state is kept. Use credentials of organization ${ours}.`,
    );
  }
}
