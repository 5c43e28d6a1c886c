import { type PageResponse, itemsWithoutId } from "../../wire";
import { excerpt, failurePrefix, ProviderError, type RequestContext } from "../../errors";
import type { Clock } from "../clock";
import { type HttpResponse, IncompleteListError, InvalidResponseError, parsePageToken } from "../http";
/** Maximum page size of the API. */
export const MAX_PAGE_SIZE = 100;

/** More pages than any organization has. */
const MAX_PAGES = 10_000;

/** Consecutive pages without new items: items may move between pages while others are created and deleted. */
const MAX_PAGES_WITHOUT_PROGRESS = 10;

/**
 * Yields all pages of a list. Each is fetched on demand.
 *
 * @param deadline maximum total duration of the requests of one list, in milliseconds
 * @throws {InvalidResponseError} If the pages would never end, or the next page cannot be found.
 * @throws {IncompleteListError} Instead of the last page, if there are fewer items than the latest `total_size`.
 * @throws {ProviderError} If the requests take longer than the deadline.
 */
export async function* paginate(
  action: RequestContext,
  { clock, deadline }: { readonly clock: Pick<Clock, "now">; readonly deadline: number },
  fetch: (query: Record<string, string>) => Promise<{ response: HttpResponse; value: PageResponse }>,
): AsyncGenerator<PageResponse, void, undefined> {
  const tokens = new Set<string>();
  const ids = new Set<string>();
  let withoutId = 0;
  let totalSize: number | undefined;
  let query: Record<string, string> = { page_size: String(MAX_PAGE_SIZE) };
  let duration = 0;
  for (let pagesWithoutProgress = 0; ;) {
    const startedAt = clock.now();
    const { response, value: page } = await fetch(query);
    duration += clock.now() - startedAt;
    const before = ids.size;
    page.mappings.forEach(({ id }) => ids.add(id));
    withoutId += itemsWithoutId(page.oddItems).length;
    totalSize = page.totalSize ?? totalSize;
    if (page.next === undefined) {
      const listed = ids.size + withoutId;
      if (totalSize !== undefined && listed < totalSize) {
        throw new IncompleteListError(action, listed, totalSize, response);
      }
      yield page;
      return;
    }
    yield page;
    pagesWithoutProgress = ids.size === before ? pagesWithoutProgress + 1 : 0;
    const token = requirePageToken(action, page.next, response);
    if (tokens.has(token)) {
      const problem = "it repeats a page_token, so the list would never end";
      throw new InvalidResponseError(action, problem, response);
    }
    if (tokens.size >= MAX_PAGES || pagesWithoutProgress >= MAX_PAGES_WITHOUT_PROGRESS) {
      throw new InvalidResponseError(action, "its pages contain no new items and would never end", response);
    }
    tokens.add(token);
    if (duration > deadline) {
      const items = totalSize === undefined ? `${ids.size}` : `${ids.size} of ${totalSize}`;
      throw new ProviderError(
        `${failurePrefix(action)}: reading the list took longer than ${deadline / 1_000} s. ${tokens.size} pages with ${items} ` +
          "items were read. Run the command again later, or raise confluent-sso:retryTimeoutSeconds.",
        "incompleteList",
      );
    }
    query = { page_size: String(MAX_PAGE_SIZE), page_token: token };
  }
}

/** Returns the token of the next page from the `next` of a page. @throws {InvalidResponseError} If it has none. */
export function requirePageToken(action: RequestContext, next: string, response: HttpResponse): string {
  const token = parsePageToken(next);
  if (token === undefined) {
    const problem = `its metadata.next has no page_token: ${excerpt(next, 200)}`;
    throw new InvalidResponseError(action, problem, response);
  }
  return token;
}
