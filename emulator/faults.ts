import { lowerCaseNames, type HttpResponse, type ReceivedRequest } from "./httpResponse";

/** The requests that a fault applies to. An omitted condition is true for every request. */
export interface FaultCondition {
  /** The HTTP method, case-insensitive. Default: every method. */
  readonly method?: string;
  /** The path as it is sent, without the query. A prefix if it ends with `*`, otherwise exact. Default: every path. */
  readonly path?: string;
  /** The fault applies from the nth matching request after it was added. Default: 1. Minimum: 1. */
  readonly nth?: number;
  /** The number of matching requests that the fault applies to; `Infinity` for all. Default: 1. Minimum: 1. */
  readonly times?: number;
}

/** A response that replaces the API's. The request is not executed, and its credentials are not checked. */
export interface FaultAnswer {
  /** 200 to 599. */
  readonly status: number;
  /** Header names are case-insensitive. X-Request-Id is added if it is missing. */
  readonly headers?: Readonly<Record<string, string>>;
  /**
   * A string is sent unchanged, as text/html if it starts with `<`, otherwise as text/plain. Any other value is sent as
   * JSON. A content-type in the headers takes precedence. Default: no body.
   */
  readonly body?: unknown;
}

/** Executes the request immediately, and delays the response. */
export interface FaultDelay {
  /** From 0 to 2147483647 milliseconds. */
  readonly delayMs: number;
}

/**
 * The action of a fault.
 * - `"reset"`: breaks the connection before the request is executed.
 * - `"lost answer"`: executes the request, then breaks the connection before any byte of the response is sent.
 */
export type FaultAction = FaultAnswer | FaultDelay | "reset" | "lost answer";

/** A condition, and an action for the requests that meet it. */
export interface Fault {
  readonly on: FaultCondition;
  readonly do: FaultAction;
}

type RequestLine = Pick<ReceivedRequest, "method" | "path">;

/** Every fault counts all matching requests. If several faults apply to a request, the one added first is used. */
export class FaultQueue {
  private armed: { readonly fault: Fault; seen: number }[] = [];

  /** @throws {RangeError | TypeError} If the status or a header of the response is not valid in HTTP. */
  add(fault: Fault): void {
    if (typeof fault.do === "object" && "status" in fault.do) {
      new Response(null, fault.do);
    }
    this.armed.push({ fault: structuredClone(fault), seen: 0 });
  }

  clear(): void {
    this.armed = [];
  }

  next(request: RequestLine): FaultAction | undefined {
    const matching = this.armed.filter(({ fault }) => matches(fault.on, request));
    for (const one of matching) {
      one.seen += 1;
    }
    return matching.find(({ fault: { on }, seen }) => {
      const { nth = 1, times = 1 } = on;
      return seen >= nth && seen < nth + times;
    })?.fault.do;
  }
}

export function createFaultResponse({ status, headers = {}, body }: FaultAnswer): HttpResponse {
  const given = lowerCaseNames(headers);
  if (body === undefined) {
    return { status, headers: given, body: "" };
  }
  const isText = typeof body === "string";
  const type = !isText ? "application/json" : body.trimStart().startsWith("<") ? "text/html" : "text/plain";
  return { status, headers: { "content-type": type, ...given }, body: isText ? body : JSON.stringify(body) };
}

function matches({ method, path }: FaultCondition, request: RequestLine): boolean {
  const isMethod = (method?.toUpperCase() ?? request.method) === request.method;
  const isPrefix = path?.endsWith("*") === true && request.path.startsWith(path.slice(0, -1));
  return isMethod && (isPrefix || (path ?? request.path) === request.path);
}
