import type { Inputs, PartialGroupMapping } from "../../wire";
import { InvalidResponseError } from "../http";

/**
 * The inputs as they are in the API now. A missing description is an empty one; a mapping without a name or a filter is
 * no mapping, and guessing one would hide what somebody changed.
 *
 * @throws InvalidResponseError where the name or the filter is missing
 */
export function inputsFromResponse(id: string, answer: PartialGroupMapping): Inputs {
  const { display_name: displayName, description = "", filter } = answer;
  if (displayName === undefined || filter === undefined) {
    const missing = displayName === undefined ? "display_name" : "filter";
    throw new InvalidResponseError({ verb: "read", displayName, mappingId: id }, `it has no ${missing}`);
  }
  return { displayName, description, filter };
}
