import { randomUUID } from "node:crypto";

type Headers = Readonly<Record<string, string>>;

/** A response before it is sent. Header names are in lower case, and the body is empty if the response has no body. */
export interface HttpResponse {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

/** A request as it was received. Header names are in lower case. */
export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Headers;
  readonly body: string;
}

interface ErrorEntry {
  readonly code: string;
  readonly detail: string;
  readonly source?: { readonly pointer?: string; readonly parameter?: string };
}

/** Thrown if a request cannot be executed. The response contains the reason. */
export class RejectedRequest extends Error {
  constructor(readonly response: HttpResponse) {
    super();
  }
}

export function createJsonResponse(status: number, value: unknown, headers: Headers = {}): HttpResponse {
  return {
    status,
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(value),
  };
}

export function reject(
  status: number,
  errors: ErrorEntry | readonly ErrorEntry[],
  headers: Headers = {},
): RejectedRequest {
  const entries = [errors].flat().map(({ code, detail, source = {} }) => ({
    id: createRequestId(),
    status: String(status),
    code,
    detail,
    source,
  }));
  return new RejectedRequest(createJsonResponse(status, { errors: entries }, headers));
}

export function badRequest(detail: string, source: ErrorEntry["source"] = {}): RejectedRequest {
  return reject(400, { code: "bad_request", detail, source });
}

/** Creates 32 hexadecimal digits for X-Request-Id or for the `id` of an entry in `errors`. */
export function createRequestId(): string {
  return randomUUID().replaceAll("-", "");
}

export function lowerCaseNames(headers: Headers): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
