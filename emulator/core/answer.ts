import { newRequestId } from "./identifiers";

/** An answer before it travels: header names in lower case, the body as text, empty for none. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export function jsonAnswer(
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return {
    status,
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(value),
  };
}

export function emptyAnswer(status: number): Answer {
  return { status, headers: {}, body: "" };
}

/** The same answer with an X-Request-Id; one that it has already is kept. */
export function withRequestId(answer: Answer): Answer {
  return { ...answer, headers: { "x-request-id": newRequestId(), ...answer.headers } };
}
