import type { CreateGroupMapping, UpdateGroupMapping } from "../../provider/wire/groupMapping";
import type { HttpResponse } from "../core/httpResponse";
import { createBadRequest, mustNotBeEmpty } from "../core/errorResponses";

/** What a body asks for, or the answer for one that is wrong. */
export type ReadBody<Wanted> = { readonly wanted: Wanted } | { readonly failure: HttpResponse };

/**
 * The body of POST. What the API does not know is ignored, as its description promises of clients and servers; the
 * length of a filter is not limited, because the vendor raises the published 300 for single organisations.
 */
export function readCreateBody(text: string): ReadBody<CreateGroupMapping> {
  const object = readObject(text);
  if ("failure" in object) {
    return object;
  }
  const given = Object.fromEntries(Object.entries(object.wanted).filter(([, value]) => value !== null));
  if (given["description"] === undefined) {
    return { failure: createBadRequest(NULL_DESCRIPTION) };
  }
  const texts = readTexts(given);
  if ("failure" in texts) {
    return texts;
  }
  const { display_name = "", description = "", filter = "" } = texts.wanted;
  const empty = emptyOnes({ display_name, filter });
  return empty.length > 0
    ? { failure: mustNotBeEmpty(empty) }
    : { wanted: { display_name, description, filter } };
}

/** The body of PATCH: a merge of the properties that are there. */
export function readUpdateBody(text: string): ReadBody<UpdateGroupMapping> {
  const object = readObject(text);
  if ("failure" in object) {
    return object;
  }
  const texts = readTexts(object.wanted);
  if ("failure" in texts) {
    return texts;
  }
  const empty = emptyOnes(texts.wanted);
  return empty.length > 0 ? { failure: mustNotBeEmpty(empty) } : texts;
}

const PROPERTIES = [
  "display_name",
  "description",
  "filter",
] as const satisfies readonly (keyof CreateGroupMapping)[];

/** The live API's words when description is missing or null. */
const NULL_DESCRIPTION = "Cannot construct instance of CreateGroupMappingsRequest, problem: Null description";

function readObject(text: string): ReadBody<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (isObject(value)) {
      return { wanted: value };
    }
  } catch {
    return { failure: createBadRequest("The body is not valid JSON") };
  }
  return { failure: createBadRequest("The body must be a JSON object") };
}

function readTexts(object: Readonly<Record<string, unknown>>): ReadBody<UpdateGroupMapping> {
  const texts: Partial<Record<(typeof PROPERTIES)[number], string>> = {};
  for (const property of PROPERTIES) {
    const value = object[property];
    if (value === undefined) {
      continue;
    }
    if (typeof value !== "string") {
      return { failure: createBadRequest(`${property} must be a string`, { pointer: `/${property}` }) };
    }
    texts[property] = value;
  }
  return { wanted: texts };
}

/** Names of the properties that are there and blank, of those that must not be: a description may be. */
function emptyOnes({ display_name, filter }: UpdateGroupMapping): string[] {
  return Object.entries({ display_name, filter })
    .filter(([, text]) => text?.trim() === "")
    .map(([property]) => property);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
