import {
  type PartialGroupMapping,
  type AnsweredPage,
  decodeMapping,
  decodeReadable,
  type IdentifiedMapping,
  isId,
} from "../../wire/decode";
import type { CreateGroupMapping } from "../../wire/groupMapping";
import type { Action } from "../../errors/action";
import { UnreadableAnswerError } from "../http/apiError";
import type { Answer } from "../http/exchange";
import { excerpt } from "../../errors/redaction";
import { read } from "../http/readJson";
import { idInLocation } from "../http/urls";

/** Whether two filters are the same but for how they are written, which the API may change. */
export type SameFilter = (known: string, wanted: string) => boolean;

/** The mapping in the answer to a write, which may be empty: the id may stand in the Location alone. */
export function readIfAny(action: Action, answer: Answer): PartialGroupMapping {
  return answer.body.trim() === "" ? {} : read(action, answer, decodeMapping);
}

/**
 * The created mapping. Its id comes from the answer, or else from its Location; without one it may exist all the same.
 *
 * @throws UnreadableAnswerError if there is no id, or the body has one that no mapping can have
 */
export function readCreated(action: Action, answer: Answer): IdentifiedMapping {
  const given = idInBody(answer);
  if (given !== undefined && given !== "" && !isId(given)) {
    throw new UnreadableAnswerError(
      action,
      `its id ${excerpt(JSON.stringify(given), MAX_SHOWN_ID)} is malformed`,
      answer,
    );
  }
  const id = [given, idInLocation(answer.header("location"))].find(
    (text) => text !== undefined && isId(text),
  );
  try {
    const created = readIfAny(action, answer);
    if (id === undefined) {
      throw new UnreadableAnswerError(action, "it has neither an id nor a Location", answer);
    }
    return { ...created, id };
  } catch (error) {
    if (id !== undefined) {
      return { ...readableIn(answer), id };
    }
    throw error instanceof UnreadableAnswerError
      ? new UnreadableAnswerError(
          action,
          `${error.problem}. The mapping may exist: look for it (by its display name) before the next \`pulumi up\``,
          answer,
        )
      : error;
  }
}

/** @throws UnreadableAnswerError if an item of the list breaks the contract */
export function requireNoOddItem({ oddItems: [odd] }: Pick<AnsweredPage, "oddItems">): void {
  if (odd !== undefined) {
    throw new UnreadableAnswerError({ verb: "list" }, odd.problem);
  }
}

/** @throws UnreadableAnswerError where the answer is about another mapping */
export function requireSameId(
  action: Action,
  answer: Answer,
  { id }: PartialGroupMapping,
  wanted: string,
): void {
  if (id !== undefined && id !== "" && id !== wanted) {
    throw new UnreadableAnswerError(action, `it is about another mapping, ${id}`, answer);
  }
}

/** The response to a creation describes a mapping of other content. The request may have been carried out all the same. */
export class OtherMappingError extends UnreadableAnswerError {}

/**
 * Checks that the response to a creation is about the wanted mapping. The API may normalize what it stores, so only a
 * response whose display name and filter both differ, in more than case and spaces, is about another mapping.
 *
 * @throws OtherMappingError
 */
export function requireWanted(
  action: Action,
  answer: Answer,
  { id, display_name, filter }: IdentifiedMapping,
  wanted: CreateGroupMapping,
  sameFilter: SameFilter,
): void {
  const isOtherName =
    display_name !== undefined && !letters(wanted.display_name).startsWith(letters(display_name));
  const isOtherFilter =
    filter !== undefined && letters(filter) !== letters(wanted.filter) && !sameFilter(filter, wanted.filter);
  if (isOtherName && isOtherFilter) {
    throw new OtherMappingError(action, `it is about another mapping, ${excerpt(id, MAX_SHOWN_ID)}`, answer);
  }
}

function letters(text: string): string {
  return text.normalize("NFKC").toLowerCase().replace(/\s/g, "");
}

/** How many characters of an id that is not ours are shown. */
const MAX_SHOWN_ID = 200;

/** What can be read of the mapping in a body, even if something else in the body cannot. */
function readableIn(answer: Answer): PartialGroupMapping {
  try {
    return decodeReadable(JSON.parse(answer.body));
  } catch {
    return {};
  }
}

/** The id in a body, also where something else in it cannot be read: what was created must not be lost over that. */
function idInBody(answer: Answer): string | undefined {
  try {
    const body: unknown = JSON.parse(answer.body);
    return typeof body === "object" && body !== null && "id" in body && typeof body.id === "string"
      ? body.id
      : undefined;
  } catch {
    return undefined;
  }
}
