import { lowerCaseNames, type HttpResponse, type ReceivedRequest } from "./httpResponse";

/** The requests that a fault applies to. A condition that is left out is true for every request. */
export interface FaultCondition {
  /** HTTP method, in any case. Default: every method. */
  readonly method?: string;
  /** The URL's path as it is sent, without the query: exact, or the beginning if it ends with `*`. Default: every path. */
  readonly path?: string;
  /** The fault applies from the nth request that matches method and path, counted from when it was added. Default 1, at least 1. */
  readonly nth?: number;
  /** The number of matching requests that it applies to. Default 1, at least 1; `Infinity` for all. */
  readonly times?: number;
}

/** A response in place of the API's. The request is not executed, and its credentials are not checked. */
export interface FaultAnswer {
  /** 200 to 599. */
  readonly status: number;
  /** Names in any case. X-Request-Id is added if it is missing. */
  readonly headers?: Readonly<Record<string, string>>;
  /**
   * A string is sent as it is, as text/html if it begins with `<` and else as text/plain; any other value as JSON.
   * A content-type among the headers has precedence. Default: no body.
   */
  readonly body?: unknown;
}

/** The request is executed at once, and its response is delayed. */
export interface FaultDelay {
  /** Milliseconds, 0 to 2147483647. */
  readonly delayMs: number;
}

/**
 * What happens to a request.
 * - `"reset"`: the connection is broken before the request is executed.
 * - `"lost answer"`: the request is executed, then the connection is broken without a byte of a response.
 */
export type FaultAction = FaultAnswer | FaultDelay | "reset" | "lost answer";

/** A condition, and what happens to the requests that meet it. */
export interface Fault {
  readonly on: FaultCondition;
  readonly do: FaultAction;
}

type RequestLine = Pick<ReceivedRequest, "method" | "path">;

/** Every fault counts every request that matches it. If several apply to a request, the one added first happens. */
export class FaultQueue {
  private armed: { readonly fault: Fault; seen: number }[] = [];

  /** @throws {RangeError | TypeError} If the status or a header of a response is not valid in HTTP. */
  add(fault: Fault): void {
    if (typeof fault.do === "object" && "status" in fault.do) {
      new Response(null, fault.do);
    }
    this.armed.push({ fault: structuredClone(fault), seen: 0 });
  }

  clear(): void {
    this.armed = [];
  }

  /** Counts the request and returns what happens to it, or undefined. */
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
  if (method !== undefined && method.toUpperCase() !== request.method) {
    return false;
  }
  return path?.endsWith("*") === true
    ? request.path.startsWith(path.slice(0, -1))
    : path === undefined || path === request.path;
}
