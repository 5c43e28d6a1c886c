import { COLLECTION_PATH, ORGANIZATIONS_PATH } from "../../provider/wire";
import { createErrorResponse, createJsonResponse, type HttpResponse, type ResolvedOptions } from "../core";
import type { Store, StoredMapping } from "../store";
import { readCreateBody, readUpdateBody } from "./bodies";
import { takePage } from "./paging";
import {
  createMappingUrl,
  representMapping,
  representMappingPage,
  representOrganizationPage,
} from "./representation";

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

export type Operation = (context: OperationContext) => HttpResponse | Promise<HttpResponse>;

/** Credentials belong to one organization, so the list has one item. */
export function listOrganizations({ organizationId, query, store, url }: OperationContext): HttpResponse {
  const signer = { key: store.pageTokenKey, organizationId, path: ORGANIZATIONS_PATH };
  const taken = takePage([{ sequence: 1, id: organizationId }], query, signer);
  return "failure" in taken
    ? taken.failure
    : createJsonResponse(200, representOrganizationPage(taken.page, url));
}

export function listMappings({ organizationId, query, store, url }: OperationContext): HttpResponse {
  const signer = { key: store.pageTokenKey, organizationId, path: COLLECTION_PATH };
  const taken = takePage(store.visible(organizationId), query, signer);
  return "failure" in taken ? taken.failure : createJsonResponse(200, representMappingPage(taken.page, url));
}

export async function createMapping(context: OperationContext): Promise<HttpResponse> {
  const { organizationId, body, store, quota = 0, url } = context;
  const read = readCreateBody(body);
  if ("failure" in read) {
    return read.failure;
  }
  const created = await store.create(organizationId, read.fields);
  if (created === undefined) {
    // "The request would exceed the quota: …" in the API's description.
    const detail = `The request would exceed the quota: iam.max_group_mappings.per_org is limited to ${quota}`;
    return createErrorResponse(402, { code: "quota_exceeded", detail });
  }
  const location = createMappingUrl(url, created.id);
  return createJsonResponse(201, representMapping(created, url), { location });
}

export function readMapping(context: OperationContext): HttpResponse {
  const { organizationId, id, store } = context;
  const found = store.visible(organizationId).find((mapping) => mapping.id === id);
  return respondWithMapping(found, context);
}

export async function updateMapping(context: OperationContext): Promise<HttpResponse> {
  const { organizationId, id, body, store } = context;
  // Before the body is read: a caller who may not see the mapping learns nothing about the body.
  if (!store.live(organizationId).some((mapping) => mapping.id === id)) {
    return respondWithMapping(undefined, context);
  }
  const read = readUpdateBody(body);
  if ("failure" in read) {
    return read.failure;
  }
  return respondWithMapping(await store.update(organizationId, id, read.fields), context);
}

export async function deleteMapping(context: OperationContext): Promise<HttpResponse> {
  const { organizationId, id, store } = context;
  const deleted = await store.remove(organizationId, id);
  return deleted === undefined
    ? respondWithMapping(undefined, context)
    : { status: 204, headers: {}, body: "" };
}

function respondWithMapping(
  mapping: StoredMapping | undefined,
  { missing, url }: OperationContext,
): HttpResponse {
  return mapping === undefined
    ? createErrorResponse(missing, MISSING[missing])
    : createJsonResponse(200, representMapping(mapping, url));
}

/** The live API says 403, its description says 404. */
const MISSING = {
  403: { code: "forbidden_access", detail: "Forbidden Access" },
  404: { code: "group_mapping_not_found", detail: "Group Mapping Not Found" },
};
