import { type PageResponse, itemsWithoutId } from "../../wire";
import { excerpt, failurePrefix, ProviderError, type RequestContext } from "../../errors";
import type { Clock } from "../clock";
import { type HttpResponse, IncompleteListError, InvalidResponseError, parsePageToken } from "../http";
/** The most that the API gives on one page. */
export const MAX_PAGE_SIZE = 100;

/** More pages than any organisation has. */
const MAX_PAGES = 10_000;

/** Pages in a row that bring nothing new: items may move from page to page while others are created and deleted. */
const MAX_PAGES_WITHOUT_PROGRESS = 10;

/**
 * All pages of a list, each fetched when it is asked for.
 *
 * @param limit of the time that all requests of one list may take together, in milliseconds
 * @throws InvalidResponseError if the pages would never end, or the next one cannot be found
 * @throws IncompleteListError in place of the last page, if there are fewer items than the latest `total_size` says
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
      throw new InvalidResponseError(
        action,
        "the same page_token came twice, so the pages never end",
        response,
      );
    }
    if (tokens.size >= MAX_PAGES || pagesWithoutProgress >= MAX_PAGES_WITHOUT_PROGRESS) {
      throw new InvalidResponseError(action, "its pages bring nothing new and never end", response);
    }
    tokens.add(token);
    if (duration > deadline) {
      const items = totalSize === undefined ? `${ids.size}` : `${ids.size} of ${totalSize}`;
      throw new ProviderError(
        `${failurePrefix(action)}: the list did not end within ${deadline / 1_000} s. ${tokens.size} pages with ${items} ` +
          "items were read. Run the command again later, or raise confluent-sso:retryTimeoutSeconds.",
        "incompleteList",
      );
    }
    query = { page_size: String(MAX_PAGE_SIZE), page_token: token };
  }
}

/** @throws InvalidResponseError where `next` of a page does not name the next page */
export function requirePageToken(action: RequestContext, next: string, response: HttpResponse): string {
  const token = parsePageToken(next);
  if (token === undefined) {
    throw new InvalidResponseError(
      action,
      `its metadata.next holds no page_token: ${excerpt(next, 200)}`,
      response,
    );
  }
  return token;
}
