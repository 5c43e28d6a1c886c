import type { HttpResponse } from "./transport";
import { excerpt, oneLine, secrets } from "../../errors";
import { parseRetryAfter } from "./rateLimitHeaders";

/** Identifies a response: `429 Too Many Requests, request id abc`. */
export function describeResponse(response: HttpResponse): string {
  const requestId = requestIdIn(response);
  return `${statusLine(response)}${requestId === undefined ? "" : `, request id ${requestId}`}`;
}

/** Returns X-Request-Id, or else the id in the body, so that support can find the request. */
export function requestIdIn(response: HttpResponse, idInBody = ""): string | undefined {
  const id = secrets.redact(response.header("x-request-id") ?? idInBody).trim();
  return id === "" ? undefined : excerpt(oneLine(id), 200);
}

export function statusLine({ status, statusText }: HttpResponse): string {
  return statusText === "" ? String(status) : `${status} ${excerpt(statusText, 100)}`;
}

export function retryAfterNote(response: HttpResponse): string[] {
  const wait = parseRetryAfter(response.header("retry-after"), response.header("date")) ?? 0;
  return wait > 0 ? [`The response says to retry after ${Math.ceil(wait / 1_000)} s.`] : [];
}
