import { randomUUID } from "node:crypto";

type Headers = Readonly<Record<string, string>>;

/** A response before it is sent: header names in lower case, the body as text, empty if there is none. */
export interface HttpResponse {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

/** A request as it was received; header names in lower case. */
export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Headers;
  /** Empty if there was none. */
  readonly body: string;
}

/** An error as the API reports it. */
interface ErrorEntry {
  readonly code: string;
  readonly detail: string;
  /** The property or parameter that is wrong. */
  readonly source?: { readonly pointer?: string; readonly parameter?: string };
}

/** Thrown if a request cannot be executed; its response says why. */
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

/** Creates a 400. */
export function badRequest(detail: string, source: ErrorEntry["source"] = {}): RejectedRequest {
  return reject(400, { code: "bad_request", detail, source });
}

/** Creates 32 hexadecimal digits: for X-Request-Id, and for the `id` of an entry of `errors`. */
export function createRequestId(): string {
  return randomUUID().replaceAll("-", "");
}

export function lowerCaseNames(headers: Headers): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
