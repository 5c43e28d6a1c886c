import { type HttpRequest, isPermanent, isThrottled, wasNeverSent } from "../http";
import type { Limits } from "../../config";
/** How one try of a request ended. */
export type Outcome =
  | {
      readonly kind: "response";
      readonly status: number;
      /** Milliseconds that Retry-After asks for, where the response has one. */
      readonly retryAfter?: number | undefined;
    }
  | {
      readonly kind: "fault";
      /** Node's or axios's code. */
      readonly code?: string | undefined;
    };

/** What to do after an attempt: stop, send the request again, or, for a POST whose outcome is unknown, look first. */
type RetryDecision = "stop" | "retry" | "unknown";

/**
 * When a request is sent again:
 *
 * | after                                       | GET, PATCH, DELETE, token requests | POST               |
 * | ------------------------------------------- | ---------------------------------- | ------------------ |
 * | 429, or 503 with Retry-After                | yes                                | yes                |
 * | 502, 503, 504, 520 to 529                   | yes, until the deadline            | unknown outcome    |
 * | 408, 500                                    | yes                                | unknown outcome    |
 * | 425                                         | yes                                | no                 |
 * | 101, 499 and any other 5xx but 501          | no                                 | unknown outcome    |
 * | 401, with OAuth (oauth/)                    | once, with a new access token      | the same           |
 * | a 2xx that cannot be read (mappings/)       | once                               | unknown outcome    |
 * | no response, request surely not sent        | yes                                | yes                |
 * | no response, request perhaps sent           | yes                                | unknown outcome    |
 * | a failure that only a person can remove     | no                                 | no                 |
 *
 * A throttled request (first line) was not carried out. A POST of unknown outcome is never repeated blindly: create/ looks
 * for its mapping first. The setting `maxRetries` limits the first two lines only if it is set; the others are limited by its
 * default too.
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

/** Whether a gateway says by this status that it cannot reach the API for now. 520 to 529 are Cloudflare's. */
export function isUnavailable(status: number): boolean {
  return (status >= 502 && status <= 504) || (status >= 520 && status <= 529);
}

/** Whether a status leaves open if the request was carried out. 501 does not: it says "never". 101 says nothing at all. */
function isAmbiguousStatus(status: number): boolean {
  return status < 200 || status === 408 || status === 499 || (status >= 500 && status !== 501);
}

/** Whether the API has refused a token, and not only been busy. */
export function isTokenRefused(status: number): boolean {
  return status >= 400 && status < 500 && classifyOutcome("GET", { kind: "response", status }) === "stop";
}

/**
 * Milliseconds to wait before the next try: full jitter, that is anything from nothing to a bound that doubles with each
 * try, so that clients which failed together do not come back together.
 *
 * @param retries how often the request was sent again already
 * @param random from 0 to 1
 */
export function backoffDelay(
  retries: number,
  random: number,
  { initialRetryDelay, maxRetryDelay }: Pick<Limits, "initialRetryDelay" | "maxRetryDelay">,
): number {
  // Without a bound 2 ** retries becomes infinite, and an initialRetryDelay of 0 then gives NaN.
  return random * Math.min(maxRetryDelay, initialRetryDelay * 2 ** Math.min(retries, 30));
}
