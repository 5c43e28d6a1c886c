import { type HttpRequest, isPermanent, isThrottled, wasNeverSent } from "../http";
import type { Limits } from "../../config";
/** How one attempt of a request ended. */
export type Outcome =
  | {
      readonly kind: "response";
      readonly status: number;
      /** Retry-After in milliseconds, if the response has it. */
      readonly retryAfter?: number | undefined;
    }
  | {
      readonly kind: "fault";
      /** Node's or axios's code. */
      readonly code?: string | undefined;
    };

/** What to do after an attempt: stop, retry, or, if the outcome of a POST is unknown, search for the mapping first. */
type RetryDecision = "stop" | "retry" | "unknown";

/**
 * When a request is retried:
 *
 * | after                                       | GET, PATCH, DELETE, token requests | POST               |
 * | ------------------------------------------- | ---------------------------------- | ------------------ |
 * | 429, or 503 with Retry-After                | yes                                | yes                |
 * | 502, 503, 504, 520 to 529                   | yes, until the deadline            | unknown outcome    |
 * | 408, 500                                    | yes                                | unknown outcome    |
 * | 425                                         | yes                                | no                 |
 * | 101, 499, and any other 5xx except 501      | no                                 | unknown outcome    |
 * | 401, with OAuth (oauth/)                    | once, with a new access token      | the same           |
 * | a 2xx that cannot be read (mappings/)       | once                               | unknown outcome    |
 * | no response, request not sent               | yes                                | yes                |
 * | no response, request possibly sent          | yes                                | unknown outcome    |
 * | a failure that only a person can fix        | no                                 | no                 |
 *
 * A throttled request (first row) was not carried out. A POST whose outcome is unknown is never repeated blindly: create/
 * searches for its mapping first. The setting `maxRetries` limits the first two rows only if it is set explicitly; its
 * default limits the others too.
 */
export function classifyOutcome(method: HttpRequest["method"], outcome: Outcome): RetryDecision {
  if (outcome.kind === "fault") {
    const code = outcome.code ?? "";
    if (isPermanent(code)) {
      return "stop";
    }
    return method !== "POST" || wasNeverSent(code) ? "retry" : "unknown";
  }
  if (isThrottled(outcome)) {
    return "retry";
  }
  if (method === "POST") {
    return isAmbiguousStatus(outcome.status) ? "unknown" : "stop";
  }
  return TRANSIENT_STATUSES.has(outcome.status) || isUnavailable(outcome.status) ? "retry" : "stop";
}

const TRANSIENT_STATUSES: ReadonlySet<number> = new Set([408, 425, 500]);

/** Whether the status means that a gateway cannot reach the API. 520 to 529 are Cloudflare's. */
export function isUnavailable(status: number): boolean {
  return (status >= 502 && status <= 504) || (status >= 520 && status <= 529);
}

/** Whether the request may have been carried out despite the status. After a 501 it was not. A 101 says nothing. */
function isAmbiguousStatus(status: number): boolean {
  return status < 200 || status === 408 || status === 499 || (status >= 500 && status !== 501);
}

/** Whether the API rejected a token, and was not only busy. */
export function isTokenRefused(status: number): boolean {
  return status >= 400 && status < 500 && classifyOutcome("GET", { kind: "response", status }) === "stop";
}

/**
 * Returns the milliseconds before the next attempt: a `random` part (0 to 1) of a maximum that doubles with each retry, so that
 * clients that failed together do not retry together.
 */
export function backoffDelay(
  retries: number,
  random: number,
  { initialRetryDelay, maxRetryDelay }: Pick<Limits, "initialRetryDelay" | "maxRetryDelay">,
): number {
  // Without the limit 2 ** retries becomes infinite, and an initialRetryDelay of 0 then gives NaN.
  return random * Math.min(maxRetryDelay, initialRetryDelay * 2 ** Math.min(retries, 30));
}
