import { COLLECTION_PATH, ORGANIZATIONS_PATH } from "../provider/wire";
import { readCreateBody, readUpdateBody } from "./bodies";
import {
  createErrorResponse,
  createJsonResponse,
  type HttpResponse,
  methodNotAllowed,
  RejectedRequest,
} from "./httpResponse";
import type { ResolvedOptions } from "./options";
import { takePage } from "./paging";
import { representMapping, representMappingPage, representOrganizationPage } from "./representation";
import type { Store, StoredMapping } from "./store/index";

/** A request of an authenticated organization, and what it is executed on. */
interface OperationContext extends Pick<ResolvedOptions, "quota" | "missing"> {
  readonly organizationId: string;
  /** The id in the path; empty if the operation concerns no single mapping. */
  readonly id: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: string;
  readonly store: Store;
  /** The emulator's own address, without a slash at its end. */
  readonly url: string;
}

type Operation = (context: OperationContext) => HttpResponse;

const ROUTES: readonly { path: RegExp; methods: Readonly<Record<string, Operation>> }[] = [
  { path: new RegExp(`^${ORGANIZATIONS_PATH}$`), methods: { GET: listOrganizations } },
  { path: new RegExp(`^${COLLECTION_PATH}$`), methods: { GET: listMappings, POST: createMapping } },
  {
    path: new RegExp(`^${COLLECTION_PATH}/([^/]+)$`),
    methods: { GET: readMapping, PATCH: updateMapping, DELETE: deleteMapping },
  },
];

/** Returns the operation of a request and the id in its path; rejects with 404 or 405 if no operation matches. */
export function findRoute(method: string, path: string): { operation: Operation; id: string } {
  const route = ROUTES.find((one) => one.path.test(path));
  if (route === undefined) {
    const detail = `There is no resource at ${path}`;
    throw new RejectedRequest(createErrorResponse(404, { code: "resource_not_found", detail }));
  }
  const operation = route.methods[method];
  if (operation === undefined) {
    throw methodNotAllowed(method, Object.keys(route.methods));
  }
  return { operation, id: route.path.exec(path)?.[1] ?? "" };
}

/** Credentials belong to one organization, so the list has one item. */
function listOrganizations({ organizationId, query, store, url }: OperationContext): HttpResponse {
  const signer = { key: store.pageTokenKey, organizationId, path: ORGANIZATIONS_PATH };
  const page = takePage([{ sequence: 1, id: organizationId }], query, signer);
  return createJsonResponse(200, representOrganizationPage(page, url));
}

function listMappings({ organizationId, query, store, url }: OperationContext): HttpResponse {
  const signer = { key: store.pageTokenKey, organizationId, path: COLLECTION_PATH };
  const page = takePage(store.visible(organizationId), query, signer);
  return createJsonResponse(200, representMappingPage(page, url));
}

function createMapping({
  organizationId,
  body,
  store,
  quota = Infinity,
  url,
}: OperationContext): HttpResponse {
  const fields = readCreateBody(body);
  if (store.live(organizationId).length >= quota) {
    // "The request would exceed the quota: …" in the API's description.
    const detail = `The request would exceed the quota: iam.max_group_mappings.per_org is limited to ${quota}`;
    return createErrorResponse(402, { code: "quota_exceeded", detail });
  }
  const created = representMapping(store.create(organizationId, fields), url);
  return createJsonResponse(201, created, { location: created.metadata?.self ?? "" });
}

function readMapping(context: OperationContext): HttpResponse {
  const { organizationId, store, url } = context;
  const found = findMapping(store.visible(organizationId), context);
  return createJsonResponse(200, representMapping(found, url));
}

function updateMapping(context: OperationContext): HttpResponse {
  const { organizationId, body, store, url } = context;
  // Before the body is read: a caller who may not see the mapping learns nothing about the body.
  const found = findMapping(store.live(organizationId), context);
  const updated = store.update(found, readUpdateBody(body));
  return createJsonResponse(200, representMapping(updated, url));
}

function deleteMapping(context: OperationContext): HttpResponse {
  const { organizationId, store } = context;
  store.remove(findMapping(store.live(organizationId), context));
  return { status: 204, headers: {}, body: "" };
}

function findMapping(mappings: readonly StoredMapping[], { id, missing }: OperationContext): StoredMapping {
  const found = mappings.find((mapping) => mapping.id === id);
  if (found === undefined) {
    throw new RejectedRequest(createErrorResponse(missing, MISSING[missing]));
  }
  return found;
}

/** The live API says 403, its description says 404. */
const MISSING = {
  403: { code: "forbidden_access", detail: "Forbidden Access" },
  404: { code: "group_mapping_not_found", detail: "Group Mapping Not Found" },
};
