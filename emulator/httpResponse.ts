import { randomUUID } from "node:crypto";
import type { FailureEntry } from "../provider/wire";

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

/** An error as the API reports it; `source` names the property or parameter that is wrong. */
interface ErrorEntry extends Pick<FailureEntry, "source"> {
  readonly code: string;
  readonly detail: string;
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

/** Creates a 400. */
export function badRequest(detail: string, source: ErrorEntry["source"] = {}): RejectedRequest {
  return new RejectedRequest(createErrorResponse(400, { code: "bad_request", detail, source }));
}

/** Creates a 405. RFC 9110 (15.5.6) requires the header Allow. */
export function methodNotAllowed(method: string, allowed: readonly string[]): RejectedRequest {
  const allow = allowed.join(", ");
  const detail = `${method} is not allowed here; allowed: ${allow}`;
  return new RejectedRequest(createErrorResponse(405, { code: "method_not_allowed", detail }, { allow }));
}

/** Creates 32 hexadecimal digits: for X-Request-Id, and for the `id` of an entry of `errors`. */
export function createRequestId(): string {
  return randomUUID().replaceAll("-", "");
}

export function lowerCaseNames(headers: Headers): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
