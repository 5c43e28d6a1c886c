import { COLLECTION_PATH } from "../../provider/wire/groupMapping";
import { ORGANIZATIONS_PATH } from "../../provider/wire/organization";
import type { HttpResponse } from "../core/httpResponse";
import { createMethodNotAllowed, unknownPath } from "../core/errorResponses";

/** One of the operations, and the mapping it is about. */
export type Route =
  | { readonly operation: "listOrganizations" }
  | { readonly operation: "list" | "create" }
  | { readonly operation: "read" | "update" | "delete"; readonly id: string };

/** The operation of a request; or 404 for a path, 405 for a method that the API does not have. */
export function findRoute(method: string, path: string): Route | { readonly failure: HttpResponse } {
  if (path === COLLECTION_PATH) {
    const operation = COLLECTION_METHODS.get(method);
    return operation === undefined ? notAllowed(method, COLLECTION_METHODS) : { operation };
  }
  if (path === ORGANIZATIONS_PATH) {
    const operation = ORGANIZATIONS_METHODS.get(method);
    return operation === undefined ? notAllowed(method, ORGANIZATIONS_METHODS) : { operation };
  }
  const [, segment] = ITEM_PATH.exec(path) ?? [];
  const id = segment === undefined ? undefined : decoded(segment);
  if (id === undefined) {
    return { failure: unknownPath(path) };
  }
  const operation = ITEM_METHODS.get(method);
  return operation === undefined ? notAllowed(method, ITEM_METHODS) : { operation, id };
}

const COLLECTION_METHODS: ReadonlyMap<string, "list" | "create"> = new Map([
  ["GET", "list"],
  ["POST", "create"],
]);

const ITEM_METHODS: ReadonlyMap<string, "read" | "update" | "delete"> = new Map([
  ["GET", "read"],
  ["PATCH", "update"],
  ["DELETE", "delete"],
]);

const ORGANIZATIONS_METHODS: ReadonlyMap<string, "listOrganizations"> = new Map([
  ["GET", "listOrganizations"],
]);

const ITEM_PATH = new RegExp(`^${COLLECTION_PATH}/([^/]+)$`);

function notAllowed(
  method: string,
  methods: ReadonlyMap<string, string>,
): { readonly failure: HttpResponse } {
  return { failure: createMethodNotAllowed(method, [...methods.keys()].join(", ")) };
}

/** Undefined where the percent-encoding is broken. */
function decoded(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
