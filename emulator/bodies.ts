import { type CreateGroupMapping, isObject, type UpdateGroupMapping } from "../provider/wire";
import { badRequest, reject } from "./httpResponse";

const PROPERTIES = ["display_name", "description", "filter"] satisfies (keyof CreateGroupMapping)[];

/**
 * Reads the body of a POST. Ignores unknown properties, as the OpenAPI document of the API says. Does not limit the length
 * of a filter, because the vendor raises the published limit of 300 for some organizations.
 */
export function readCreateBody(text: string): CreateGroupMapping {
  const given = Object.entries(parseObject(text)).filter(([, value]) => value !== null);
  const { description, ...others } = Object.fromEntries(given);
  if (description === undefined) {
    // This is the message of the live API.
    throw badRequest("Cannot construct instance of CreateGroupMappingsRequest, problem: Null description");
  }
  const empty = { display_name: "", description: "", filter: "" };
  return { ...empty, ...readFields({ ...empty, description, ...others }) };
}

/** Reads the body of a PATCH, which contains only the properties to change. */
export function readUpdateBody(text: string): UpdateGroupMapping {
  return readFields(parseObject(text));
}

function parseObject(text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw badRequest("The body is not valid JSON");
  }
  if (!isObject(value)) {
    throw badRequest("The body must be a JSON object");
  }
  return value;
}

function readFields(object: Readonly<Record<string, unknown>>): UpdateGroupMapping {
  const fields: Record<string, string> = {};
  for (const property of PROPERTIES) {
    const value = object[property];
    if (typeof value === "string") {
      fields[property] = value;
    } else if (value !== undefined) {
      throw badRequest(`${property} must be a string`, { pointer: `/${property}` });
    }
  }
  // A description may be blank.
  const errors = ["display_name", "filter"]
    .filter((property) => fields[property]?.trim() === "")
    .map((property) => {
      const detail = `${property} must not be empty`;
      return { code: "invalid_value", detail, source: { pointer: `/${property}` } };
    });
  if (errors.length > 0) {
    throw reject(422, errors);
  }
  return fields;
}
