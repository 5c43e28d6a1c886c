import {
  type PageResponse,
  type CreateGroupMapping,
  decodeMapping,
  decodeReadable,
  type IdentifiedMapping,
  type Inputs,
  isId,
  type PartialGroupMapping,
} from "../../wire";
import { excerpt, type RequestContext } from "../../errors";
import { decodeBody, type HttpResponse, idInLocation, InvalidResponseError } from "../http";
/** Whether two filters are the same except for formatting, which the API may change. */
export type SameFilter = (known: string, wanted: string) => boolean;

/** The mapping that a POST sent, and how to check its response. */
interface Creation {
  readonly mapping: CreateGroupMapping;
  readonly sameFilter: SameFilter;
  /** Whether a mapping with this id existed before the request. */
  readonly isTaken: (id: string) => boolean;
}

/** Returns the created mapping. @throws {InvalidResponseError} If it has no id, or this request cannot have created it. */
export function readCreated(
  action: RequestContext,
  response: HttpResponse,
  creation: Creation,
): IdentifiedMapping {
  const created = readIdentified(action, response);
  if (creation.isTaken(created.id)) {
    const problem = `it is about ${created.id}, a mapping that existed before this request`;
    throw new InvalidResponseError(action, problem, response);
  }
  requireWanted(action, response, created, creation);
  return created;
}

/**
 * Returns the mapping in the response to a POST. Its id comes from the body, or else from the Location.
 * @throws {InvalidResponseError} If there is no id, or the id in the body is malformed. The mapping may exist nevertheless.
 */
function readIdentified(action: RequestContext, response: HttpResponse): IdentifiedMapping {
  const readable = readableIn(response);
  const given = readable.id;
  if (given !== undefined && given !== "" && !isId(given)) {
    const problem = `its id ${excerpt(JSON.stringify(given), MAX_SHOWN_ID)} is malformed`;
    throw new InvalidResponseError(action, problem, response);
  }
  const id = [given, idInLocation(response.header("location"))].find((text) => isId(text ?? ""));
  try {
    const created = decodeBody(action, response, decodeMapping, {});
    if (id === undefined) {
      throw new InvalidResponseError(action, "it has neither an id nor a Location", response);
    }
    return { ...created, id };
  } catch (error) {
    if (id !== undefined) {
      return { ...readable, id };
    }
    if (!(error instanceof InvalidResponseError)) {
      throw error;
    }
    const advice = "The mapping may exist. Look for it (by its display name) before the next `pulumi up`";
    throw new InvalidResponseError(action, `${error.problem}. ${advice}`, response);
  }
}

/** @throws {InvalidResponseError} If an item of the list violates the contract. */
export function requireNoOddItem({ oddItems: [odd] }: Pick<PageResponse, "oddItems">): void {
  if (odd !== undefined) {
    throw new InvalidResponseError({ verb: "list" }, odd.problem);
  }
}

/** @throws {InvalidResponseError} If the response is about another mapping. */
export function requireSameId(
  action: RequestContext,
  response: HttpResponse,
  { id }: PartialGroupMapping,
): void {
  if (id !== undefined && id !== "" && id !== action.mappingId) {
    throw new InvalidResponseError(action, `it is about another mapping, ${id}`, response);
  }
}

/** The response to a POST describes a different mapping. The request may have been carried out nevertheless. */
export class OtherMappingError extends InvalidResponseError {
  override readonly kind = "otherMapping";
}

/** The API may normalize what it stores, so another mapping differs in display name and filter, in more than case and spaces. */
function requireWanted(
  action: RequestContext,
  response: HttpResponse,
  { id, display_name, filter }: IdentifiedMapping,
  { mapping, sameFilter }: Creation,
): void {
  const isOtherName =
    display_name !== undefined && !letters(mapping.display_name).startsWith(letters(display_name));
  const isOtherFilter =
    filter !== undefined &&
    letters(filter) !== letters(mapping.filter) &&
    !sameFilter(filter, mapping.filter);
  if (isOtherName && isOtherFilter) {
    const problem = `it is about another mapping, ${excerpt(id, MAX_SHOWN_ID)}`;
    throw new OtherMappingError(action, problem, response);
  }
}

function letters(text: string): string {
  return text.normalize("NFKC").toLowerCase().replace(/\s/g, "");
}

/** Maximum characters to show of an id that is not ours. */
const MAX_SHOWN_ID = 200;

/** Returns the readable properties of the mapping in a body, because a mapping that was created must not be lost. */
function readableIn(response: HttpResponse): PartialGroupMapping {
  try {
    return decodeReadable(JSON.parse(response.body));
  } catch {
    return {};
  }
}

/**
 * Returns the inputs from a response. A missing description is empty.
 * @throws {InvalidResponseError} If the name or the filter is missing. A default would hide a change made by somebody else.
 */
export function inputsFromResponse(id: string, mapping: PartialGroupMapping): Inputs {
  const { display_name: displayName, description = "", filter } = mapping;
  if (displayName === undefined || filter === undefined) {
    const missing = displayName === undefined ? "display_name" : "filter";
    throw new InvalidResponseError({ verb: "read", mappingId: id }, `it has no ${missing}`);
  }
  return { displayName, description, filter };
}
