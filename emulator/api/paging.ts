import { createHmac } from "node:crypto";
import type { HttpResponse } from "../core/httpResponse";
import { createBadRequest } from "../core/errorResponses";

const DEFAULT_PAGE_SIZE = 10;
const MAX_PAGE_SIZE = 100;

/** The vendor's links name its console's host and path, not those of the API: only their page_token is of use. */
const VENDOR_API = "https://confluent.cloud/api";

/** Signs page tokens. A token is valid only for the list, the organization, and the emulator's data that it was made for. */
export interface PageTokenSigner {
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

/** One page: at most so many items, of those created after the sequence number. */
interface PageRequest {
  readonly size: number;
  readonly after: number;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly metadata: { readonly first: string; readonly next?: string; readonly total_size: number };
}

/**
 * The page that a query asks for, or the 400 for a query that is wrong.
 *
 * A page token carries the place of the last item in the order of creation, not an offset: what is created or
 * deleted between two pages moves no other item. It carries the page size too, which counts only on the first request.
 */
export function takePage<Item extends ListItem>(
  items: readonly Item[],
  query: Readonly<Record<string, string>>,
  signer: PageTokenSigner,
): { readonly page: Page<Item> } | { readonly failure: HttpResponse } {
  const request = readPageRequest(query, signer);
  if ("failure" in request) {
    return request;
  }
  const { size, after } = request.wanted;
  const rest = items.filter((item) => item.sequence > after);
  const taken = rest.slice(0, size);
  const last = taken.at(-1);
  const more = last !== undefined && rest.length > taken.length;
  const first = `${VENDOR_API}${signer.path}`;
  const metadata = {
    first,
    ...(more && { next: `${first}?page_token=${createPageToken({ size, after: last.sequence }, signer)}` }),
    total_size: items.length,
  };
  return { page: { items: taken, metadata } };
}

function readPageRequest(
  query: Readonly<Record<string, string>>,
  signer: PageTokenSigner,
): { readonly wanted: PageRequest } | { readonly failure: HttpResponse } {
  const size = readPageSize(query["page_size"]);
  if (size === undefined) {
    const detail = `page_size must be a whole number from 1 to ${MAX_PAGE_SIZE}`;
    return { failure: createBadRequest(detail, { parameter: "page_size" }) };
  }
  const token = query["page_token"];
  if (token === undefined) {
    return { wanted: { size, after: 0 } };
  }
  const wanted = readPageToken(token, signer);
  return wanted === undefined
    ? { failure: createBadRequest("page_token is not valid", { parameter: "page_token" }) }
    : { wanted };
}

function readPageSize(text: string | undefined): number | undefined {
  if (text === undefined) {
    return DEFAULT_PAGE_SIZE;
  }
  const size = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  return size >= 1 && size <= MAX_PAGE_SIZE ? size : undefined;
}

/** Base64url of size, place and signature: under 100 characters, where the API permits 255. */
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
  const [size, after] = Buffer.from(token, "base64url").toString("utf8").split(".").map(Number);
  if (size === undefined || after === undefined) {
    return undefined;
  }
  const wanted = { size, after };
  return createPageToken(wanted, signer) === token ? wanted : undefined;
}
