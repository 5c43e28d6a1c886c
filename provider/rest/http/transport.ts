import type { RequestContext } from "../../errors";

/** Limits on the retries of one request, in addition to the settings. */
export interface RequestLimit {
  /** Maximum number of retries, not counting those after a throttled response. */
  readonly retries?: number | undefined;
  /** Latest start of an attempt, in milliseconds of the clock. If set, a throttled request is not retried. */
  readonly endsAt?: number | undefined;
}

export interface HttpRequest extends RequestLimit {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  /** Path under the endpoint, with every segment encoded. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as a form instead of a JSON body. */
  readonly form?: Readonly<Record<string, string>>;
  /** Access token. */
  readonly bearer?: string;
  /** Whether the request is safe to repeat even if it is a POST. @default false */
  readonly isSafeToRepeat?: boolean;
  readonly action: RequestContext;
}

/** Returns the method to use for retry decisions: a request that is safe to repeat is treated as a GET. */
export function retryMethod({ method, isSafeToRepeat = false }: HttpRequest): HttpRequest["method"] {
  return isSafeToRepeat ? "GET" : method;
}

export interface HttpResponse {
  readonly status: number;
  readonly statusText: string;
  header(name: string): string | undefined;
  /** The body as text, not parsed. */
  readonly body: string;
  /** How often the request was sent and how long it took, if more than once. */
  readonly history?: string;
}

export interface Transport {
  /** Returns the response, of any status. @throws {ConnectionError} If there is no response. */
  send(request: HttpRequest): Promise<HttpResponse>;
}
