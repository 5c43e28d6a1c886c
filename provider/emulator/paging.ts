import { createHmac } from "node:crypto";
import { COLLECTION_PATH } from "../wire/groupMapping";
import type { Answer } from "./answer";
import { badRequest } from "./failures";
import type { StoredMapping } from "./state";

const DEFAULT_PAGE_SIZE = 10;
const MAX_PAGE_SIZE = 100;

/** The vendor's links name its console's host and path, not those of the API: only their page_token is of use. */
const VENDOR_COLLECTION = `https://confluent.cloud/api${COLLECTION_PATH}`;

/** What signs tokens: a token is good only for the organisation, and the emulator's data, that it was made for. */
export interface PageTokenSigner {
  readonly key: string;
  readonly organizationId: string;
}

/** One page: at most so many mappings, of those created after the sequence number. */
interface PageRequest {
  readonly size: number;
  readonly after: number;
}

export interface Page {
  readonly mappings: readonly StoredMapping[];
  readonly metadata: { readonly first: string; readonly next?: string; readonly total_size: number };
}

/**
 * The page that a query asks for, or the 400 for a query that is wrong.
 *
 * A page token carries the place of the last mapping in the order of creation, not an offset: what is created or
 * deleted between two pages moves no other mapping. It carries the page size too, which counts only on the first request.
 */
export function takePage(
  mappings: readonly StoredMapping[],
  query: Readonly<Record<string, string>>,
  signer: PageTokenSigner,
): { readonly page: Page } | { readonly failure: Answer } {
  const request = readPageRequest(query, signer);
  if ("failure" in request) {
    return request;
  }
  const { size, after } = request.wanted;
  const rest = mappings.filter((mapping) => mapping.sequence > after);
  const taken = rest.slice(0, size);
  const last = taken.at(-1);
  const more = last !== undefined && rest.length > taken.length;
  const metadata = {
    first: VENDOR_COLLECTION,
    ...(more && {
      next: `${VENDOR_COLLECTION}?page_token=${pageToken({ size, after: last.sequence }, signer)}`,
    }),
    total_size: mappings.length,
  };
  return { page: { mappings: taken, metadata } };
}

function readPageRequest(
  query: Readonly<Record<string, string>>,
  signer: PageTokenSigner,
): { readonly wanted: PageRequest } | { readonly failure: Answer } {
  const size = readPageSize(query["page_size"]);
  if (size === undefined) {
    const detail = `page_size must be a whole number from 1 to ${MAX_PAGE_SIZE}`;
    return { failure: badRequest(detail, { parameter: "page_size" }) };
  }
  const token = query["page_token"];
  if (token === undefined) {
    return { wanted: { size, after: 0 } };
  }
  const wanted = readPageToken(token, signer);
  return wanted === undefined
    ? { failure: badRequest("page_token is not valid", { parameter: "page_token" }) }
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
function pageToken({ size, after }: PageRequest, { key, organizationId }: PageTokenSigner): string {
  const content = `${size}.${after}`;
  const signature = createHmac("sha256", key).update(`${organizationId} ${content}`).digest("base64url");
  return Buffer.from(`${content}.${signature}`).toString("base64url");
}

function readPageToken(token: string, signer: PageTokenSigner): PageRequest | undefined {
  const [size, after] = Buffer.from(token, "base64url").toString("utf8").split(".").map(Number);
  if (size === undefined || after === undefined) {
    return undefined;
  }
  const wanted = { size, after };
  return pageToken(wanted, signer) === token ? wanted : undefined;
}
