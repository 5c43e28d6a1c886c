import { badRequest } from "./httpResponse";

const DEFAULT_PAGE_SIZE = "10";
const MAX_PAGE_SIZE = 100;

/** The live API's links contain the host and path of the console, not of the API. Only their page_token is useful. */
const VENDOR_API = "https://confluent.cloud/api";

/**
 * Returns the page that a query requests. A page token contains the `sequence` of the last item instead of an offset, so an
 * item that is created or deleted between two pages does not move the others, and the page size of the first request.
 */
export function takePage<Item extends { readonly sequence: number }>(
  items: readonly Item[],
  query: Readonly<Record<string, string>>,
  path: string,
) {
  const [size, after] = readPageRequest(query);
  const rest = items.filter((item) => item.sequence > after);
  const taken = rest.slice(0, size);
  const first = `${VENDOR_API}${path}`;
  const token = Buffer.from(`${size}.${taken.at(-1)?.sequence ?? 0}`).toString("base64url");
  const metadata = {
    first,
    ...(rest.length > taken.length && { next: `${first}?page_token=${token}` }),
    total_size: items.length,
  };
  return { items: taken, metadata };
}

function readPageRequest(query: Readonly<Record<string, string>>): [number, number] {
  const { page_size = DEFAULT_PAGE_SIZE, page_token } = query;
  const pageSize = /^\d{1,3}$/.test(page_size) ? Number(page_size) : 0;
  if (pageSize < 1 || pageSize > MAX_PAGE_SIZE) {
    const detail = `page_size must be a whole number from 1 to ${MAX_PAGE_SIZE}`;
    throw badRequest(detail, { parameter: "page_size" });
  }
  if (page_token === undefined) {
    return [pageSize, 0];
  }
  const text = Buffer.from(page_token, "base64url").toString("utf8");
  const [, size, after] = /^(\d+)\.(\d+)$/.exec(text) ?? [];
  if (size === undefined) {
    throw badRequest("page_token is not valid", { parameter: "page_token" });
  }
  return [Number(size), Number(after)];
}
