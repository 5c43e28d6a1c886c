import { randomUUID } from "node:crypto";
import type { FailureEntry } from "../../provider/wire";

type Headers = Readonly<Record<string, string>>;

/** A response before it is sent: header names in lower case, the body as text, empty if there is none. */
export interface HttpResponse {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

/** An error as the API reports it; `source` names the property or parameter that is wrong. */
interface ErrorEntry extends Pick<FailureEntry, "source"> {
  readonly code: string;
  readonly detail: string;
}

/** The response to a request that is wrong. */
export interface Failure {
  readonly failure: HttpResponse;
}

export function createJsonResponse(status: number, value: unknown, headers: Headers = {}): HttpResponse {
  return {
    status,
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(value),
  };
}

export function createErrorResponse(
  status: number,
  errors: ErrorEntry | readonly ErrorEntry[],
  headers: Headers = {},
): HttpResponse {
  const entries = [errors].flat().map(({ code, detail, source = {} }) => ({
    id: createRequestId(),
    status: String(status),
    code,
    detail,
    source,
  }));
  return createJsonResponse(status, { errors: entries }, headers);
}

export function rejectRequest(detail: string, source?: FailureEntry["source"]): Failure {
  return { failure: createErrorResponse(400, { code: "bad_request", detail, ...(source && { source }) }) };
}

/** Creates a 405. RFC 9110 (15.5.6) requires the header Allow. */
export function createMethodNotAllowed(method: string, allowed: readonly string[]): HttpResponse {
  const allow = allowed.join(", ");
  const detail = `${method} is not allowed here; allowed: ${allow}`;
  return createErrorResponse(405, { code: "method_not_allowed", detail }, { allow });
}

/** Creates 32 hexadecimal digits: for X-Request-Id, and for the `id` of an entry of `errors`. */
export function createRequestId(): string {
  return randomUUID().replaceAll("-", "");
}

export function lowerCaseNames(headers: Headers): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
