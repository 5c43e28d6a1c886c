import { validateHeaderName, validateHeaderValue } from "node:http";
import { MAX_TIMER_MS, requireNumber } from "./checks";
import { lowerCaseNames, type HttpResponse } from "./httpResponse";

/** Which requests a fault meets. A condition that is left out holds for every request. */
export interface FaultCondition {
  /** HTTP method, in any case. Default: every method. */
  readonly method?: string;
  /** The URL's path as it is sent, without the query: exact, or the beginning where it ends with `*`. Default: every path. */
  readonly path?: string;
  /** The fault begins with the nth request that matches method and path, counted from when it was added. Default 1, at least 1. */
  readonly nth?: number;
  /** How many matching requests it meets from there on. Default 1, at least 1; `Infinity` for all. */
  readonly times?: number;
}

/** An answer in place of the API's. The request is not executed, and its credentials are not looked at. */
export interface FaultAnswer {
  /** 200 to 599. */
  readonly status: number;
  /** Names in any case. X-Request-Id is added where it is not among them. */
  readonly headers?: Readonly<Record<string, string>>;
  /**
   * A string travels as it is, as text/html where it begins with `<` and else as text/plain; any other value as JSON.
   * A content-type among the headers wins. Default: no body.
   */
  readonly body?: unknown;
}

/** The request is executed at once, and its answer held back. */
export interface FaultDelay {
  /** Milliseconds, 0 to 2147483647. */
  readonly delayMs: number;
}

/**
 * What happens instead.
 * - `"reset"`: the connection is broken before the request is executed.
 * - `"lost answer"`: the request is executed, then the connection is broken without a byte of an answer.
 */
export type FaultAction = FaultAnswer | FaultDelay | "reset" | "lost answer";

/** A fault is data: a condition, and what happens to the requests that meet it. */
export interface Fault {
  readonly on: FaultCondition;
  readonly do: FaultAction;
}

/** Every fault counts every request that matches it; of several that are due, the one added first happens. */
export interface FaultQueue {
  /** @throws RangeError when a number of the fault is out of its limits; TypeError when a header cannot travel. */
  readonly add: (fault: Fault) => void;
  readonly clear: () => void;
  /** What is to happen to this request; counts it. */
  readonly next: (request: { readonly method: string; readonly path: string }) => FaultAction | undefined;
}

export function createFaultQueue(initial: readonly Fault[]): FaultQueue {
  let armed: { readonly fault: Fault; seen: number }[] = [];
  const add = (fault: Fault): void => {
    checkFault(fault);
    armed.push({ fault: structuredClone(fault), seen: 0 });
  };
  initial.forEach(add);
  return {
    add,
    clear: () => {
      armed = [];
    },
    next: (request) => {
      const matching = armed.filter(({ fault }) => matches(fault.on, request));
      for (const one of matching) {
        one.seen += 1;
      }
      return matching.find(({ fault, seen }) => isDue(fault.on, seen))?.fault.do;
    },
  };
}

/** The answer that a fault gives. */
export function createFaultResponse({ status, headers = {}, body }: FaultAnswer): HttpResponse {
  const given = lowerCaseNames(headers);
  if (body === undefined) {
    return { status, headers: given, body: "" };
  }
  const isText = typeof body === "string";
  const type = !isText ? "application/json" : body.trimStart().startsWith("<") ? "text/html" : "text/plain";
  return { status, headers: { "content-type": type, ...given }, body: isText ? body : JSON.stringify(body) };
}

function matches(on: FaultCondition, request: { readonly method: string; readonly path: string }): boolean {
  return (
    (on.method === undefined || on.method.toUpperCase() === request.method) &&
    (on.path === undefined || matchesPath(on.path, request.path))
  );
}

function matchesPath(pattern: string, path: string): boolean {
  return pattern.endsWith("*") ? path.startsWith(pattern.slice(0, -1)) : path === pattern;
}

function isDue({ nth = 1, times = 1 }: FaultCondition, seen: number): boolean {
  return seen >= nth && seen < nth + times;
}

function checkFault({ on: { nth = 1, times = 1 }, do: action }: Fault): void {
  requireNumber("A fault's nth", nth, isCount(nth), "1 or more");
  requireNumber("A fault's times", times, isCount(times) || times === Infinity, "1 or more, or Infinity");
  if (typeof action === "string") {
    return;
  }
  if ("delayMs" in action) {
    const { delayMs } = action;
    requireNumber(
      "A fault's delayMs",
      delayMs,
      delayMs >= 0 && delayMs <= MAX_TIMER_MS,
      `from 0 to ${MAX_TIMER_MS}`,
    );
    return;
  }
  const { status, headers = {} } = action;
  requireNumber(
    "A fault's status",
    status,
    isCount(status) && status >= 200 && status <= 599,
    "from 200 to 599",
  );
  for (const [name, value] of Object.entries(headers)) {
    validateHeaderName(name);
    validateHeaderValue(name, value);
  }
}

function isCount(value: number): boolean {
  return Number.isInteger(value) && value >= 1;
}
