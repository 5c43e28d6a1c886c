import { COLLECTION_PATH } from "../../provider/wire/groupMapping";
import { ORGANIZATIONS_PATH } from "../../provider/wire/organization";
import { emptyAnswer, createJsonResponse, type HttpResponse } from "../core/httpResponse";
import { readCreateBody, readUpdateBody } from "./bodies";
import { missingMapping, quotaExceeded, type MissingStatus } from "../core/errorResponses";
import { takePage } from "./paging";
import type { ReceivedRequest } from "../core/recording";
import {
  createMappingUrl,
  representMapping,
  representOrganizationPage,
  representPage,
  type EmulatedOrganization,
} from "./representation";
import type { Route } from "./routes";
import type { Store } from "../store/store";

/** What the operations work on. */
export interface Backend {
  readonly store: Store;
  readonly quota: number | undefined;
  readonly missing: MissingStatus;
  /** The emulator's own address, without a slash at its end. */
  readonly url: () => string;
}

/** Executes one of the operations for an authenticated organization. */
export async function execute(
  route: Route,
  request: ReceivedRequest,
  organizationId: string,
  backend: Backend,
): Promise<HttpResponse> {
  switch (route.operation) {
    case "listOrganizations":
      return listOrganizations(request, organizationId, backend);
    case "list":
      return list(request, organizationId, backend);
    case "create":
      return create(request, organizationId, backend);
    case "read":
      return read(route.id, organizationId, backend);
    case "update":
      return update(route.id, request, organizationId, backend);
    case "delete":
      return remove(route.id, organizationId, backend);
  }
}

/** Credentials belong to one organization, so the list has one item. */
function listOrganizations(
  { query }: ReceivedRequest,
  organizationId: string,
  { store, url }: Backend,
): HttpResponse {
  const own: EmulatedOrganization = {
    sequence: 1,
    id: organizationId,
    display_name: "Emulated Organization",
  };
  const taken = takePage([own], query, {
    key: store.pageTokenKey(),
    organizationId,
    path: ORGANIZATIONS_PATH,
  });
  return "failure" in taken
    ? taken.failure
    : createJsonResponse(200, representOrganizationPage(taken.page, url()));
}

function list({ query }: ReceivedRequest, organizationId: string, { store, url }: Backend): HttpResponse {
  const signer = { key: store.pageTokenKey(), organizationId, path: COLLECTION_PATH };
  const taken = takePage(store.visible(organizationId), query, signer);
  return "failure" in taken ? taken.failure : createJsonResponse(200, representPage(taken.page, url()));
}

async function create(
  { body }: ReceivedRequest,
  organizationId: string,
  backend: Backend,
): Promise<HttpResponse> {
  const { store, quota, url } = backend;
  const read = readCreateBody(body);
  if ("failure" in read) {
    return read.failure;
  }
  const created = await store.create(organizationId, read.wanted);
  if (created === undefined) {
    return quotaExceeded(quota ?? 0);
  }
  return createJsonResponse(201, representMapping(created, url()), {
    location: createMappingUrl(url(), created.id),
  });
}

function read(id: string, organizationId: string, { store, missing, url }: Backend): HttpResponse {
  const found = store.visible(organizationId).find((mapping) => mapping.id === id);
  return found === undefined
    ? missingMapping(missing)
    : createJsonResponse(200, representMapping(found, url()));
}

/** Who may not see the mapping learns nothing about the body: the missing answer comes first. */
async function update(
  id: string,
  { body }: ReceivedRequest,
  organizationId: string,
  { store, missing, url }: Backend,
): Promise<HttpResponse> {
  if (!store.live(organizationId).some((mapping) => mapping.id === id)) {
    return missingMapping(missing);
  }
  const read = readUpdateBody(body);
  if ("failure" in read) {
    return read.failure;
  }
  const updated = await store.update(organizationId, id, read.wanted);
  return updated === undefined
    ? missingMapping(missing)
    : createJsonResponse(200, representMapping(updated, url()));
}

async function remove(
  id: string,
  organizationId: string,
  { store, missing }: Backend,
): Promise<HttpResponse> {
  return (await store.remove(organizationId, id)) ? emptyAnswer(204) : missingMapping(missing);
}
