import type { RequestContext } from "../../errors";

/** What ends the retries of a request earlier than the settings do. */
export interface RequestLimit {
  /** Maximum number of retries, throttled requests not counted. */
  readonly retries?: number | undefined;
  /** When the last attempt may start, in milliseconds of the clock. A throttled request is not sent again at all. */
  readonly endsAt?: number | undefined;
}

export interface HttpRequest extends RequestLimit {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  /** Path under the endpoint, every part of it encoded. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent in place of a body, as a form. */
  readonly form?: Readonly<Record<string, string>>;
  /** An access token to send it with. */
  readonly bearer?: string;
  /** Whether it may be sent again whatever its method. @default false */
  readonly isSafeToRepeat?: boolean;
  readonly action: RequestContext;
}

/** The method that decides about retries: a request that is safe to repeat is as good as a GET. */
export function retryMethod({ method, isSafeToRepeat = false }: HttpRequest): HttpRequest["method"] {
  return isSafeToRepeat ? "GET" : method;
}

export interface HttpResponse {
  readonly status: number;
  readonly statusText: string;
  header(name: string): string | undefined;
  /** The body as text, not yet read. */
  readonly body: string;
  /** How often the request was sent and how long it took, if more than once. */
  readonly history?: string;
}

export interface Transport {
  /**
   * Returns the response, of any status.
   *
   * @throws {ConnectionError} If there is no response.
   */
  send(request: HttpRequest): Promise<HttpResponse>;
}
