import type { HttpResponse } from "./transport";
import { excerpt, secrets } from "../../errors";
import { parseRetryAfter } from "./rateLimitHeaders";

/** `429 Too Many Requests, request id abc`: which answer is meant. */
export function describeResponse(answer: HttpResponse): string {
  const requestId = requestIdIn(answer);
  return `${statusLine(answer)}${requestId === undefined ? "" : `, request id ${requestId}`}`;
}

/** X-Request-Id, or else the id in the body, by which support finds the request. */
export function requestIdIn(answer: HttpResponse, idInBody = ""): string | undefined {
  const id = secrets.redact(answer.header("x-request-id") ?? idInBody).trim();
  return id === "" ? undefined : excerpt(id, 200);
}

export function statusLine({ status, statusText }: HttpResponse): string {
  return statusText === "" ? String(status) : `${status} ${excerpt(statusText, 100)}`;
}

export function retryAfterNote(answer: HttpResponse): string[] {
  const wait = parseRetryAfter(answer.header("retry-after"), answer.header("date")) ?? 0;
  return wait > 0 ? [`The answer asks to come again in ${Math.ceil(wait / 1_000)} s.`] : [];
}
