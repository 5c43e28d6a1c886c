import type { RequestContext } from "../../errors";

/** One request to the API. */
export interface HttpRequest {
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
  /** Whether it may be sent again whatever became of it, though its method says otherwise. Default: false. */
  readonly isSafeToRepeat?: boolean;
  /** What it is for, in the words of an error. */
  readonly action: RequestContext;
  /** How often it is sent again at most, where that is less than the limits say: something else can be done instead. */
  readonly retries?: number | undefined;
}

/** The method that says what may be done after a failure: a request that is safe to repeat is as good as a GET. */
export function retryMethod({ method, isSafeToRepeat = false }: HttpRequest): HttpRequest["method"] {
  return isSafeToRepeat ? "GET" : method;
}

/** What the API answered, whatever its status. */
export interface HttpResponse {
  readonly status: number;
  readonly statusText: string;
  header(name: string): string | undefined;
  /** The body as text, not yet read. */
  readonly body: string;
  /** How often and how long it took to get this answer, where it took more than one try. */
  readonly history?: string;
}

/** What requests are sent by: the client, or what stands before it. */
export interface Transport {
  /**
   * @returns the answer, of any status
   * @throws ConnectionError, UnreadableAnswerError
   */
  send(request: HttpRequest): Promise<HttpResponse>;
}
