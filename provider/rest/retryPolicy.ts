import type { Request } from "./exchange";
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
      /** Whether a kept-alive connection was closed before a single byte of an answer came. */
      readonly staleConnection?: boolean;
    };

/**
 * What to do after a try: take it as it is, send the request again, or, for a POST that may have been carried out though
 * nobody said so, find out first.
 */
export type Verdict = "final" | "again" | "undecided";

/** Answers that say nothing about the request itself. 501 is none of them: it says "never". */
const TRANSIENT_STATUSES: ReadonlySet<number> = new Set([408, 425, 500, 502, 503, 504]);

/** Faults before a byte of the request could be sent. */
const NOT_SENT: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EPROTO",
  "EHOSTUNREACH",
  "ERR_INVALID_URL",
  "ENETUNREACH",
]);

/** A certificate does not become valid by trying again. */
const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS_CERT|HOSTNAME_MISMATCH/;

/** A timeout and a reset leave open whether a POST was carried out; so does an answer that speaks of neither. */
export function judge(method: Request["method"], outcome: Outcome): Verdict {
  if (outcome.kind === "answer") {
    if (outcome.status === 429 || (outcome.status === 503 && outcome.retryAfter !== undefined)) {
      return "again";
    }
    if (!TRANSIENT_STATUSES.has(outcome.status)) {
      return "final";
    }
    // 425: refused so that it cannot be replayed, and so not carried out; but only the idempotent are sent again.
    return method === "POST" ? (outcome.status === 425 ? "final" : "undecided") : "again";
  }
  const code = outcome.code ?? "";
  if (CERTIFICATE.test(code)) {
    return "final";
  }
  const notSent = NOT_SENT.has(code) || outcome.staleConnection === true;
  return method !== "POST" || notSent ? "again" : "undecided";
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
 * Milliseconds that a Retry-After header asks for: a number of seconds, or an HTTP date (RFC 9110, section 10.2.3).
 *
 * @param date the answer's own Date, which the HTTP date is held against: the clocks of both ends may differ
 * @returns undefined where there is none, or it is neither
 */
export function retryAfterOf(header: string | undefined, date: string | undefined): number | undefined {
  const text = header?.trim() ?? "";
  if (/^\d+(\.\d+)?$/.test(text)) {
    return Number(text) * 1_000;
  }
  const until = Date.parse(text);
  if (text === "" || Number.isNaN(until)) {
    return undefined;
  }
  const serverNow = Date.parse(date ?? "");
  return Math.max(0, until - (Number.isNaN(serverNow) ? Date.now() : serverNow));
}
