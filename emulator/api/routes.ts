import { COLLECTION_PATH, ORGANIZATIONS_PATH } from "../../provider/wire";
import { createErrorResponse, createMethodNotAllowed, type Failure } from "../core";
import * as operations from "./operations";

interface Route {
  readonly path: RegExp;
  readonly methods: Readonly<Record<string, operations.Operation>>;
}

const ROUTES: readonly Route[] = [
  { path: new RegExp(`^${ORGANIZATIONS_PATH}$`), methods: { GET: operations.listOrganizations } },
  {
    path: new RegExp(`^${COLLECTION_PATH}$`),
    methods: { GET: operations.listMappings, POST: operations.createMapping },
  },
  {
    path: new RegExp(`^${COLLECTION_PATH}/([^/]+)$`),
    methods: {
      GET: operations.readMapping,
      PATCH: operations.updateMapping,
      DELETE: operations.deleteMapping,
    },
  },
];

/** Returns the operation of a request and the id in its path; or the 404 or 405 if the API has no such operation. */
export function findRoute(
  method: string,
  path: string,
): { readonly operation: operations.Operation; readonly id: string } | Failure {
  const route = ROUTES.find((one) => one.path.test(path));
  const id = decodeSegment(route?.path.exec(path)?.[1] ?? "");
  if (route === undefined || id === undefined) {
    const detail = `There is no resource at ${path}`;
    return { failure: createErrorResponse(404, { code: "resource_not_found", detail }) };
  }
  const operation = route.methods[method];
  return operation === undefined
    ? { failure: createMethodNotAllowed(method, Object.keys(route.methods)) }
    : { operation, id };
}

/** Returns undefined if the percent-encoding is invalid. */
function decodeSegment(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
