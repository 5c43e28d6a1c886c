import { createRequestId } from "./identifiers";

/** An answer before it travels: header names in lower case, the body as text, empty for none. */
export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export function createJsonResponse(
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): HttpResponse {
  return {
    status,
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(value),
  };
}

export function emptyAnswer(status: number): HttpResponse {
  return { status, headers: {}, body: "" };
}

/** The same answer with an X-Request-Id; one that it has already is kept. */
export function addRequestId(answer: HttpResponse): HttpResponse {
  return { ...answer, headers: { "x-request-id": createRequestId(), ...answer.headers } };
}
