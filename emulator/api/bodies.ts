import type { CreateGroupMapping, UpdateGroupMapping } from "../../provider/wire/groupMapping";
import { isObject } from "../core/checks";
import { createErrorResponse, type ErrorEntry, type HttpResponse } from "../core/httpResponse";

/** The fields that a body contains, or the response to a body that is wrong. */
export type ReadBody<Fields> = { readonly fields: Fields } | { readonly failure: HttpResponse };

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
    return reject({ code: "bad_request", detail: NULL_DESCRIPTION });
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

/** The live API's words if description is missing or null. */
const NULL_DESCRIPTION = "Cannot construct instance of CreateGroupMappingsRequest, problem: Null description";

function parseObject(text: string): ReadBody<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value)
      ? { fields: value }
      : reject({ code: "bad_request", detail: "The body must be a JSON object" });
  } catch {
    return reject({ code: "bad_request", detail: "The body is not valid JSON" });
  }
}

function readFields(object: Readonly<Record<string, unknown>>): ReadBody<UpdateGroupMapping> {
  const fields: Record<string, string> = {};
  for (const property of ["display_name", "description", "filter"] satisfies (keyof CreateGroupMapping)[]) {
    const value = object[property];
    if (typeof value === "string") {
      fields[property] = value;
    } else if (value !== undefined) {
      const detail = `${property} must be a string`;
      return reject({ code: "bad_request", detail, source: { pointer: `/${property}` } });
    }
  }
  const empty = ["display_name", "filter"].filter((property) => fields[property]?.trim() === "");
  return empty.length === 0 ? { fields } : { failure: createErrorResponse(422, empty.map(describeEmpty)) };
}

function describeEmpty(property: string): ErrorEntry {
  return {
    code: "invalid_value",
    detail: `${property} must not be empty`,
    source: { pointer: `/${property}` },
  };
}

function reject(error: ErrorEntry): { readonly failure: HttpResponse } {
  return { failure: createErrorResponse(400, error) };
}
