import type { Request } from "../http/exchange";
import { isLasting, isSureNotSent } from "../http/faults";
import type { Limits } from "../../config/limits";
import { isRefusal } from "../http/retryAfter";

/** How one try of a request ended. */
export type Outcome =
  | {
      readonly kind: "answer";
      readonly status: number;
      /** Milliseconds that Retry-After asks for, where the answer has one. */
      readonly retryAfter?: number | undefined;
    }
  | {
      readonly kind: "fault";
      /** Node's or axios's code. */
      readonly code?: string | undefined;
    };

/**
 * What to do after a try: take it as it is, send the request again, or, for a POST that may have been carried out though
 * nobody said so, find out first.
 */
export type Verdict = "final" | "again" | "undecided";

/** Answers that say nothing about the request itself. 501 is none of them: it says "never". */
const TRANSIENT_STATUSES: ReadonlySet<number> = new Set([408, 425, 500, 502, 503, 504]);

/** A timeout and a reset leave open whether a POST was carried out; so does an answer that speaks of neither. */
export function judge(method: Request["method"], outcome: Outcome): Verdict {
  if (outcome.kind === "answer") {
    if (isRefusal(outcome)) {
      return "again";
    }
    if (method === "POST") {
      return saysNothing(outcome.status) ? "undecided" : "final";
    }
    return TRANSIENT_STATUSES.has(outcome.status) ? "again" : "final";
  }
  const code = outcome.code ?? "";
  if (isLasting(code)) {
    return "final";
  }
  return method !== "POST" || isSureNotSent(code) ? "again" : "undecided";
}

/** Whether a status leaves open if the request was carried out: any fault of a server but "not implemented". */
function saysNothing(status: number): boolean {
  return status === 408 || status === 499 || (status >= 500 && status !== 501);
}

/**
 * Milliseconds to wait before the next try: full jitter, that is anything from nothing to a bound that doubles with each
 * try, so that clients which failed together do not come back together.
 *
 * @param retries how often the request was sent again already
 * @param random from 0 to 1
 */
export function delayBefore(
  retries: number,
  random: number,
  { retryBase, retryCap }: Pick<Limits, "retryBase" | "retryCap">,
): number {
  return random * Math.min(retryCap, retryBase * 2 ** retries);
}

/**
 * Whether a request is sent once more after a 2xx response that cannot be read: it may be a gateway's page, or have lost
 * its end, so the outcome is unknown. A POST is not, because it would create a second mapping.
 */
export function isRepeatedAfterUnreadableSuccess(method: Request["method"]): boolean {
  return method === "PATCH" || method === "DELETE";
}
