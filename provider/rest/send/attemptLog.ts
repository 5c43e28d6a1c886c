import type { Clock } from "../clock";
import { type ConnectionError, type HttpResponse, isThrottled, requestIdIn } from "../http";
import { isUnavailable, type Outcome } from "./retryPolicy";

/** One try of a request: what came back, or why nothing did. */
export type Attempt =
  | { readonly response: HttpResponse; readonly outcome: Outcome }
  | { readonly error: ConnectionError; readonly outcome: Outcome };

/** How often and for how long a request was tried, and what support asks for. */
export class AttemptLog {
  /** When it began to wait for its first try. */
  readonly queued: number;
  /** The try before the one that is under way. */
  last: Attempt | undefined;
  /** How often the request was sent again after a throttled response. */
  throttled = 0;
  /** How often the request was sent again after anything else. */
  retries = 0;
  /** How many of `retries` count against the default of maxRetries: not those after an unavailable API. */
  countedRetries = 0;
  /** Whether no try got any response. */
  hasNoResponse = true;
  /** When the first try started. */
  begun: number | undefined;
  private readonly requestIds: string[] = [];
  private tries = 0;

  constructor(private readonly clock: Clock) {
    this.queued = clock.now();
  }

  /** The first try starts now; to have queued for it counts for nothing. */
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

  /** undefined where one try was all, or there was none. */
  text(): string | undefined {
    return this.tries < 2 ? undefined : describeAttempts(this.tries, this.elapsed(), this.requestIds);
  }
}

/** Whether the API throttled the request: it carried nothing out and says when to send it again. */
export function isThrottledAttempt({ outcome }: Attempt): boolean {
  return outcome.kind === "response" && isThrottled(outcome);
}

/** Whether a gateway said that the API is unavailable, and not when it will be back. */
export function isUnavailableAttempt({ outcome }: Attempt): boolean {
  return outcome.kind === "response" && !isThrottled(outcome) && isUnavailable(outcome.status);
}

const MAX_SHOWN_IDS = 10;

/** `It was tried 3 times in 9 s; request ids a, b.` */
export function describeAttempts(tries: number, milliseconds: number, requestIds: readonly string[]): string {
  const shown = requestIds.slice(-MAX_SHOWN_IDS).join(", ");
  const which = requestIds.length > MAX_SHOWN_IDS ? `last ${MAX_SHOWN_IDS} request ids` : "request ids";
  const ids = shown === "" ? "" : `; ${which} ${shown}`;
  return `It was tried ${tries} times in ${Math.round(milliseconds / 1_000)} s${ids}.`;
}
