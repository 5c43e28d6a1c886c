import { createHmac } from "node:crypto";
import { badRequest } from "./httpResponse";

const DEFAULT_PAGE_SIZE = "10";
const MAX_PAGE_SIZE = 100;

/** The vendor's links name its console's host and path, not those of the API: only their page_token is of use. */
const VENDOR_API = "https://confluent.cloud/api";

/** A page token is valid only for the list, the organization, and the emulator's data that it was made for. */
interface PageTokenSigner {
  readonly key: string;
  readonly organizationId: string;
  /** The path of the list. */
  readonly path: string;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly metadata: { readonly first: string; readonly next?: string; readonly total_size: number };
}

/**
 * Returns the page that a query asks for.
 *
 * A page token contains the position of the last item in the order of creation, not an offset: an item created or deleted
 * between two pages moves no other item. It contains the page size too, which counts only on the first request.
 *
 * @param items with `sequence`, their position in the order of creation, from 1
 */
export function takePage<Item extends { readonly sequence: number }>(
  items: readonly Item[],
  query: Readonly<Record<string, string>>,
  signer: PageTokenSigner,
): Page<Item> {
  const [size, after] = readPageRequest(query, signer);
  const rest = items.filter((item) => item.sequence > after);
  const taken = rest.slice(0, size);
  const first = `${VENDOR_API}${signer.path}`;
  const token = createPageToken(size, taken.at(-1)?.sequence ?? 0, signer);
  const metadata = {
    first,
    ...(rest.length > taken.length && { next: `${first}?page_token=${token}` }),
    total_size: items.length,
  };
  return { items: taken, metadata };
}

/** Returns the size of the page, and the position of the item before it. */
function readPageRequest(
  { page_size = DEFAULT_PAGE_SIZE, page_token }: Readonly<Record<string, string>>,
  signer: PageTokenSigner,
): [number, number] {
  const pageSize = /^\d{1,3}$/.test(page_size) ? Number(page_size) : 0;
  if (pageSize < 1 || pageSize > MAX_PAGE_SIZE) {
    const detail = `page_size must be a whole number from 1 to ${MAX_PAGE_SIZE}`;
    throw badRequest(detail, { parameter: "page_size" });
  }
  if (page_token === undefined) {
    return [pageSize, 0];
  }
  const text = Buffer.from(page_token, "base64url").toString("utf8");
  const [size = NaN, after = NaN] = text.split(".").map(Number);
  if (createPageToken(size, after, signer) !== page_token) {
    throw badRequest("page_token is not valid", { parameter: "page_token" });
  }
  return [size, after];
}

/** Base64url of size, position and signature: under 100 characters; the API permits 255. */
function createPageToken(
  size: number,
  after: number,
  { key, organizationId, path }: PageTokenSigner,
): string {
  const content = `${size}.${after}`;
  const signature = createHmac("sha256", key)
    .update(`${path} ${organizationId} ${content}`)
    .digest("base64url");
  return Buffer.from(`${content}.${signature}`).toString("base64url");
}
