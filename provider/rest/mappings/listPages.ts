import type { Settings } from "../../config";
import type { RequestContext } from "../../errors";
import { type PageResponse, COLLECTION_PATH, decodePage, itemsWithoutId } from "../../wire";
import type { Clock } from "../clock";
import { decodeBody, type HttpResponse } from "../http";
import type { ApiRequests } from "./apiRequests";
import type { KnownIds } from "./knownIds";
import type { OrganizationGuard } from "./organizationGuard";
import { paginate } from "./pagination";

/** What the pages of a list are read with, and what learns from them. */
interface ListContext {
  readonly requests: ApiRequests;
  readonly known: KnownIds;
  readonly organization: OrganizationGuard;
  readonly clock: Clock;
  readonly settings: Pick<Settings, "limits">;
}

/**
 * Reads the list of group mappings page by page. Items that break the contract are included.
 *
 * @param retries how often a page is requested again at most, if that is less than the limits allow
 */
export async function* listPages(
  { requests, known, organization, clock, settings }: ListContext,
  retries?: number,
): AsyncGenerator<PageResponse, void, undefined> {
  const action: RequestContext = { verb: "list" };
  let withoutId = 0;
  const pages = paginate(action, { clock, deadline: settings.limits.deadline }, async (query) => {
    const { response, value: page } = await requests.exchange(
      { method: "GET", path: COLLECTION_PATH, query, action, retries },
      readPage,
    );
    known.add(page.mappings.map(({ id }) => id));
    page.mappings.forEach((mapping) => {
      organization.observe(mapping, action);
    });
    return { response, page };
  });
  for await (const page of pages) {
    withoutId += itemsWithoutId(page.oddItems).length;
    if (page.next === undefined) {
      known.itemsWithoutId = withoutId;
      organization.markListObserved();
    }
    yield page;
  }
}

function readPage(action: RequestContext, response: HttpResponse): PageResponse {
  return decodeBody(action, response, decodePage);
}
