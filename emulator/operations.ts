import { COLLECTION_PATH, type GroupMapping, ORGANIZATIONS_PATH } from "../provider/wire";
import { readCreateBody, readUpdateBody } from "./bodies";
import { createJsonResponse, type HttpResponse, reject } from "./httpResponse";
import type { ResolvedOptions } from "./options";
import { takePage } from "./paging";
import type { Store, StoredMapping } from "./store/index";

/** A request from an authenticated organization, and the data that it operates on. */
interface OperationContext extends Pick<ResolvedOptions, "quota" | "missing"> {
  readonly organizationId: string;
  /** The id in the path, or empty if the operation is not about a single mapping. */
  readonly id: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: string;
  readonly store: Store;
  /** The base URL of the emulator, without a trailing slash. */
  readonly url: string;
}

type Operation = (context: OperationContext) => HttpResponse;

const OPERATIONS: ReadonlyMap<string, Operation> = new Map([
  [`GET ${ORGANIZATIONS_PATH}`, listOrganizations],
  [`GET ${COLLECTION_PATH}`, listMappings],
  [`POST ${COLLECTION_PATH}`, createMapping],
  [`GET ${COLLECTION_PATH}/{id}`, readMapping],
  [`PATCH ${COLLECTION_PATH}/{id}`, updateMapping],
  [`DELETE ${COLLECTION_PATH}/{id}`, deleteMapping],
]);

/** Returns the operation for a request and the id in its path. Rejects the request with a 404 if no operation matches. */
export function findRoute(method: string, path: string): { operation: Operation; id: string } {
  const [id = ""] = /(?<=\/group-mappings\/)[^/]+$/.exec(path) ?? [];
  const route = id === "" ? path : `${path.slice(0, -id.length)}{id}`;
  const operation = OPERATIONS.get(`${method} ${route}`);
  if (operation === undefined) {
    throw reject(404, { code: "resource_not_found", detail: `There is no operation ${method} ${path}` });
  }
  return { operation, id };
}

/** The live API returns this value. Its documentation says `iam.v2/sso`. */
const API_VERSION = "iam/v2";

/** Credentials belong to one organization, so the list has one item. */
function listOrganizations({ organizationId: id, query, url }: OperationContext): HttpResponse {
  const { metadata } = takePage([{ sequence: 1 }], query, ORGANIZATIONS_PATH);
  const api_version = "org/v2";
  const organization = {
    api_version,
    kind: "Organization",
    id,
    metadata: { self: `${url}${ORGANIZATIONS_PATH}/${id}`, resource_name: createCrn(id) },
    display_name: "Emulated Organization",
    jit_enabled: true,
  };
  return createJsonResponse(200, { api_version, kind: "OrganizationList", metadata, data: [organization] });
}

function listMappings({ organizationId, query, store, url }: OperationContext): HttpResponse {
  const { items, metadata } = takePage(store.visible(organizationId), query, COLLECTION_PATH);
  const data = items.map((mapping) => representMapping(mapping, url));
  return createJsonResponse(200, { api_version: API_VERSION, kind: "GroupMappingList", metadata, data });
}

function createMapping({ organizationId, body, store, quota, url }: OperationContext): HttpResponse {
  const fields = readCreateBody(body);
  if (store.live(organizationId).length >= quota) {
    // The OpenAPI document says "The request would exceed the quota: …".
    const detail = `The request would exceed the quota: iam.max_group_mappings.per_org is limited to ${quota}`;
    throw reject(402, { code: "quota_exceeded", detail });
  }
  const created = representMapping(store.create(organizationId, fields), url);
  return createJsonResponse(201, created, { location: created.metadata?.self ?? "" });
}

function readMapping(context: OperationContext): HttpResponse {
  return createJsonResponse(200, representMapping(findMapping("visible", context), context.url));
}

function updateMapping(context: OperationContext): HttpResponse {
  // Checked before the body, so that a caller without access to the mapping gets no error about the body.
  const found = findMapping("live", context);
  const updated = context.store.update(found, readUpdateBody(context.body));
  return createJsonResponse(200, representMapping(updated, context.url));
}

function deleteMapping(context: OperationContext): HttpResponse {
  context.store.remove(findMapping("live", context));
  return { status: 204, headers: {}, body: "" };
}

function findMapping(among: "visible" | "live", context: OperationContext): StoredMapping {
  const { id, missing, organizationId, store } = context;
  const found = store[among](organizationId).find((mapping) => mapping.id === id);
  if (found === undefined) {
    throw reject(missing, MISSING[missing]);
  }
  return found;
}

/** The live API returns 403. Its OpenAPI document says 404. */
const MISSING = {
  403: { code: "forbidden_access", detail: "Forbidden Access" },
  404: { code: "group_mapping_not_found", detail: "Group Mapping Not Found" },
};

export function representMapping(mapping: StoredMapping, url: string): GroupMapping {
  const { id, organizationId, display_name, description, filter } = mapping;
  const { created_at, updated_at, deleted_at } = mapping;
  return {
    api_version: API_VERSION,
    kind: "GroupMapping",
    id,
    metadata: {
      self: `${url}${COLLECTION_PATH}/${id}`,
      resource_name: `${createCrn(organizationId)}/group-mapping=${id}`,
      created_at,
      updated_at,
      ...(deleted_at !== undefined && { deleted_at }),
    },
    display_name,
    description,
    filter,
    principal: id,
    state: "ENABLED",
  };
}

function createCrn(organizationId: string): string {
  return `crn://confluent.cloud/organization=${organizationId}`;
}
