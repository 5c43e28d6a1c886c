import type { Clock } from "../clock";
import { type ConnectionError, type HttpResponse, isThrottled, requestIdIn } from "../http";
import { isUnavailable, type Outcome } from "./retryPolicy";

/** One attempt of a request: the response or the error. */
export type Attempt =
  | { readonly response: HttpResponse; readonly outcome: Outcome }
  | { readonly error: ConnectionError; readonly outcome: Outcome };

/** The attempts of a request: their number, duration, and request ids. */
export class AttemptLog {
  /** When the request was queued for its first attempt. */
  readonly queued: number;
  /** The last completed attempt. */
  last: Attempt | undefined;
  /** How often the request was sent again after a throttled response. */
  throttled = 0;
  /** How often the request was sent again for any other reason. */
  retries = 0;
  /** How many of `retries` count toward the default of maxRetries. Those because of an unavailable API do not. */
  countedRetries = 0;
  /** Whether no attempt got a response. */
  hasNoResponse = true;
  /** When the first attempt started. */
  begun: number | undefined;
  private readonly requestIds: string[] = [];
  private tries = 0;

  constructor(private readonly clock: Clock) {
    this.queued = clock.now();
  }

  /** Call when the first attempt starts. The time in the queue before it does not count. */
  begin(): void {
    this.begun ??= this.clock.now();
  }

  add(tried: Attempt): void {
    this.last = tried;
    this.tries += 1;
    if ("response" in tried) {
      this.hasNoResponse = false;
      const requestId = requestIdIn(tried.response);
      if (requestId !== undefined) {
        this.requestIds.push(requestId);
      }
    }
  }

  /** Call before the request is sent again. */
  countRetry(tried: Attempt): void {
    if (isThrottledAttempt(tried)) {
      this.throttled += 1;
    } else {
      this.retries += 1;
      this.countedRetries += isUnavailableAttempt(tried) ? 0 : 1;
    }
  }

  elapsed(): number {
    return this.begun === undefined ? 0 : this.clock.now() - this.begun;
  }

  /** Returns undefined if there was at most one attempt. */
  text(): string | undefined {
    return this.tries < 2 ? undefined : describeAttempts(this.tries, this.elapsed(), this.requestIds);
  }
}

/** Whether the API throttled the request: it did not carry it out and says when to retry. */
export function isThrottledAttempt({ outcome }: Attempt): boolean {
  return outcome.kind === "response" && isThrottled(outcome);
}

/** Whether a gateway reported that the API is unavailable, without a Retry-After. */
export function isUnavailableAttempt({ outcome }: Attempt): boolean {
  return outcome.kind === "response" && !isThrottled(outcome) && isUnavailable(outcome.status);
}

const MAX_SHOWN_IDS = 10;

/** `Tried 3 times in 9 s; request ids a, b.` */
export function describeAttempts(tries: number, milliseconds: number, requestIds: readonly string[]): string {
  const shown = requestIds.slice(-MAX_SHOWN_IDS).join(", ");
  const which = requestIds.length > MAX_SHOWN_IDS ? `last ${MAX_SHOWN_IDS} request ids` : "request ids";
  const ids = shown === "" ? "" : `; ${which} ${shown}`;
  return `Tried ${tries} times in ${Math.round(milliseconds / 1_000)} s${ids}.`;
}
