import { createHmac } from "node:crypto";
import { type Failure, rejectRequest } from "../core";

const DEFAULT_PAGE_SIZE = "10";
const MAX_PAGE_SIZE = 100;

/** The vendor's links name its console's host and path, not those of the API: only their page_token is of use. */
const VENDOR_API = "https://confluent.cloud/api";

/** Signs page tokens. A token is valid only for the list, the organization, and the emulator's data that it was made for. */
interface PageTokenSigner {
  readonly key: string;
  readonly organizationId: string;
  /** The path of the list. */
  readonly path: string;
}

/** An item of a list. */
export interface ListItem {
  /** Position in the order of creation, from 1, unique within the list. */
  readonly sequence: number;
}

/** At most `size` items, of those created after the sequence number. */
interface PageRequest {
  readonly size: number;
  readonly after: number;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly metadata: { readonly first: string; readonly next?: string; readonly total_size: number };
}

/**
 * Returns the page that a query asks for, or the 400 for a query that is wrong.
 *
 * A page token contains the position of the last item in the order of creation, not an offset: an item created or deleted
 * between two pages moves no other item. It contains the page size too, which counts only on the first request.
 */
export function takePage<Item extends ListItem>(
  items: readonly Item[],
  query: Readonly<Record<string, string>>,
  signer: PageTokenSigner,
): { readonly page: Page<Item> } | Failure {
  const request = readPageRequest(query, signer);
  if ("failure" in request) {
    return request;
  }
  const { size, after } = request;
  const rest = items.filter((item) => item.sequence > after);
  const taken = rest.slice(0, size);
  const last = taken.at(-1);
  const hasMore = last !== undefined && rest.length > taken.length;
  const first = `${VENDOR_API}${signer.path}`;
  const metadata = {
    first,
    ...(hasMore && {
      next: `${first}?page_token=${createPageToken({ size, after: last.sequence }, signer)}`,
    }),
    total_size: items.length,
  };
  return { page: { items: taken, metadata } };
}

function readPageRequest(
  { page_size = DEFAULT_PAGE_SIZE, page_token }: Readonly<Record<string, string>>,
  signer: PageTokenSigner,
): PageRequest | Failure {
  const size = /^\d{1,3}$/.test(page_size) ? Number(page_size) : 0;
  if (size < 1 || size > MAX_PAGE_SIZE) {
    const detail = `page_size must be a whole number from 1 to ${MAX_PAGE_SIZE}`;
    return rejectRequest(detail, { parameter: "page_size" });
  }
  const wanted = page_token === undefined ? { size, after: 0 } : readPageToken(page_token, signer);
  return wanted ?? rejectRequest("page_token is not valid", { parameter: "page_token" });
}

/** Base64url of size, position and signature: under 100 characters; the API permits 255. */
function createPageToken(
  { size, after }: PageRequest,
  { key, organizationId, path }: PageTokenSigner,
): string {
  const content = `${size}.${after}`;
  const signature = createHmac("sha256", key)
    .update(`${path} ${organizationId} ${content}`)
    .digest("base64url");
  return Buffer.from(`${content}.${signature}`).toString("base64url");
}

function readPageToken(token: string, signer: PageTokenSigner): PageRequest | undefined {
  const text = Buffer.from(token, "base64url").toString("utf8");
  const [size = NaN, after = NaN] = text.split(".").map(Number);
  return createPageToken({ size, after }, signer) === token ? { size, after } : undefined;
}
