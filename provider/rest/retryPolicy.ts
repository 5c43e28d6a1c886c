import type { Request } from "./exchange";
import { isLasting, isSureNotSent } from "./faults";
import type { Limits } from "./limits";

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

/** Whether the API carried nothing out and says when to come again: the rate gate makes everybody wait. */
export function isRefusal({
  status,
  retryAfter,
}: {
  status?: number | undefined;
  retryAfter?: number | undefined;
}): boolean {
  return status === 429 || (status === 503 && retryAfter !== undefined);
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

/** A number of seconds that nobody means: a hundred years. */
const LONGEST_SECONDS = 3_153_600_000;

/** One of the three forms begins every HTTP date: `Sun, 06`, `Sunday, 06-`, `Sun Nov`. */
const HTTP_DATE = /^[A-Z][a-z]{2,8},? /;

/**
 * Milliseconds that a Retry-After header asks for: a number of seconds, or an HTTP date (RFC 9110, section 10.2.3).
 *
 * @param date the answer's own Date, which the HTTP date is held against: the clocks of both ends may differ
 * @returns undefined where there is none, or it is neither
 */
export function retryAfterOf(header: string | undefined, date: string | undefined): number | undefined {
  const text = header?.trim() ?? "";
  if (/^\d+(\.\d+)?$/.test(text)) {
    return Math.min(Number(text), LONGEST_SECONDS) * 1_000;
  }
  const until = HTTP_DATE.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(until)) {
    return undefined;
  }
  const serverNow = Date.parse(date ?? "");
  return Math.max(0, until - (Number.isNaN(serverNow) ? Date.now() : serverNow));
}
