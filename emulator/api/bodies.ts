import { type CreateGroupMapping, isObject, type UpdateGroupMapping } from "../../provider/wire";
import { createErrorResponse, type Failure, rejectRequest } from "../core";
/** The live API's words if description is missing or null. */
const NULL_DESCRIPTION = "Cannot construct instance of CreateGroupMappingsRequest, problem: Null description";

const PROPERTIES = ["display_name", "description", "filter"] satisfies (keyof CreateGroupMapping)[];

/** The fields that a body contains, or the response to a body that is wrong. */
type ReadBody<Fields> = { readonly fields: Fields } | Failure;

/**
 * Reads the body of POST. Unknown properties are ignored, as the API's description promises; the length of a filter is
 * not limited, because the vendor raises the published 300 for single organizations.
 */
export function readCreateBody(text: string): ReadBody<CreateGroupMapping> {
  const object = parseObject(text);
  if ("failure" in object) {
    return object;
  }
  const given = Object.fromEntries(Object.entries(object.fields).filter(([, value]) => value !== null));
  if (given["description"] === undefined) {
    return rejectRequest(NULL_DESCRIPTION);
  }
  const read = readFields({ display_name: "", filter: "", ...given });
  return "failure" in read
    ? read
    : { fields: { display_name: "", description: "", filter: "", ...read.fields } };
}

/** Reads the body of PATCH: a merge of the properties that it contains. */
export function readUpdateBody(text: string): ReadBody<UpdateGroupMapping> {
  const object = parseObject(text);
  return "failure" in object ? object : readFields(object.fields);
}

function parseObject(text: string): ReadBody<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? { fields: value } : rejectRequest("The body must be a JSON object");
  } catch {
    return rejectRequest("The body is not valid JSON");
  }
}

function readFields(object: Readonly<Record<string, unknown>>): ReadBody<UpdateGroupMapping> {
  const fields: Record<string, string> = {};
  for (const property of PROPERTIES) {
    const value = object[property];
    if (typeof value === "string") {
      fields[property] = value;
    } else if (value !== undefined) {
      return rejectRequest(`${property} must be a string`, { pointer: `/${property}` });
    }
  }
  // A description may be blank.
  const errors = ["display_name", "filter"]
    .filter((property) => fields[property]?.trim() === "")
    .map((property) => ({
      code: "invalid_value",
      detail: `${property} must not be empty`,
      source: { pointer: `/${property}` },
    }));
  return errors.length === 0 ? { fields } : { failure: createErrorResponse(422, errors) };
}
