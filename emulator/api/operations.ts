import { COLLECTION_PATH } from "../../provider/wire/groupMapping";
import { ORGANIZATIONS_PATH } from "../../provider/wire/organization";
import { createErrorResponse, createJsonResponse, type HttpResponse } from "../core/httpResponse";
import type { MissingStatus } from "../core/options";
import type { Store } from "../store/store";
import { readCreateBody, readUpdateBody } from "./bodies";
import { takePage } from "./paging";
import {
  createMappingUrl,
  representMapping,
  representMappingPage,
  representOrganizationPage,
} from "./representation";

/** A request of an authenticated organization, and what it is executed on. */
export interface OperationContext {
  readonly organizationId: string;
  /** The id in the path; empty if the operation concerns no single mapping. */
  readonly id: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: string;
  readonly store: Store;
  readonly quota: number | undefined;
  readonly missing: MissingStatus;
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

export function readMapping({ organizationId, id, store, missing, url }: OperationContext): HttpResponse {
  const found = store.visible(organizationId).find((mapping) => mapping.id === id);
  return found === undefined ? createMissing(missing) : createJsonResponse(200, representMapping(found, url));
}

export async function updateMapping(context: OperationContext): Promise<HttpResponse> {
  const { organizationId, id, body, store, missing, url } = context;
  // Before the body is read: a caller who may not see the mapping learns nothing about the body.
  if (!store.live(organizationId).some((mapping) => mapping.id === id)) {
    return createMissing(missing);
  }
  const read = readUpdateBody(body);
  if ("failure" in read) {
    return read.failure;
  }
  const updated = await store.update(organizationId, id, read.fields);
  return updated === undefined
    ? createMissing(missing)
    : createJsonResponse(200, representMapping(updated, url));
}

export async function deleteMapping(context: OperationContext): Promise<HttpResponse> {
  const { organizationId, id, store, missing } = context;
  return (await store.remove(organizationId, id)) !== undefined
    ? { status: 204, headers: {}, body: "" }
    : createMissing(missing);
}

function createMissing(status: MissingStatus): HttpResponse {
  return createErrorResponse(status, MISSING[status]);
}

/** The live API says 403, its description says 404. */
const MISSING = {
  403: { code: "forbidden_access", detail: "Forbidden Access" },
  404: { code: "group_mapping_not_found", detail: "Group Mapping Not Found" },
};
