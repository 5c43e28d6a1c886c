import { type RequestContext, secrets } from "../../errors";
import { decodeOrganizationPage, isSameOrganization, ORGANIZATIONS_PATH } from "../../wire";
import { decodeBody, InvalidResponseError } from "../http";
import type { ApiRequests } from "./apiRequests";
import { organizationIn } from "./organizationGuard";

/**
 * Returns the id of the organization that the credentials belong to, from `GET /org/v2/organizations`.
 *
 * @throws {InvalidResponseError} If the response does not name exactly one organization.
 */
export async function requestOrganization(requests: ApiRequests, action: RequestContext): Promise<string> {
  const { response, value: page } = await requests.exchange(
    { method: "GET", path: ORGANIZATIONS_PATH, query: { page_size: "100" }, action },
    (context, response) => decodeBody(context, response, decodeOrganizationPage),
  );
  const { organizations, next, totalSize = organizations.length } = page;
  // Redacted before anything else: an id may be a secret that the server echoes.
  const ids = organizations.map((one) => organizationIn(one.resourceName) ?? secrets.redact(one.id));
  const [id] = ids;
  const isOne = id !== undefined && ids.every((other) => isSameOrganization(id, other));
  if (!isOne || next !== undefined || totalSize > organizations.length) {
    throw new InvalidResponseError(action, "it does not name exactly one organization", response);
  }
  return id;
}
