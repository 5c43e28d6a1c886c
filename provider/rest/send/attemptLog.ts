import type { Clock } from "../clock";
import { type ConnectionError, type HttpResponse, isThrottled, requestIdIn } from "../http";
import type { Outcome } from "./retryPolicy";

/** One try of a request: what came back, or why nothing did. */
export type Attempt =
  | { readonly answer: HttpResponse; readonly outcome: Outcome }
  | { readonly error: ConnectionError; readonly outcome: Outcome };

/** How often and for how long a request was tried, and what support asks for. */
export class AttemptLog {
  /** When it began to wait for its first try. */
  readonly queued: number;
  /** The try before the one that is under way. */
  last: Attempt | undefined;
  /** How often the request was sent again after a failure, and after a throttled response. */
  retries = 0;
  throttled = 0;
  private begun: number | undefined;
  private readonly requestIds: string[] = [];
  private tries = 0;
  private answers = 0;

  constructor(private readonly clock: Clock) {
    this.queued = clock.now();
  }

  get hasBegun(): boolean {
    return this.begun !== undefined;
  }

  /** The first try starts now; to have queued for it counts for nothing. */
  begin(): void {
    this.begun ??= this.clock.now();
  }

  add(tried: Attempt): void {
    this.last = tried;
    this.tries += 1;
    this.answers += "answer" in tried ? 1 : 0;
    const requestId = "answer" in tried ? requestIdIn(tried.answer) : undefined;
    if (requestId !== undefined) {
      this.requestIds.push(requestId);
    }
  }

  /** Call before the request is sent again. */
  countRetry(tried: Attempt): void {
    if (isThrottledAttempt(tried)) {
      this.throttled += 1;
    } else {
      this.retries += 1;
    }
  }

  /** Whether no try got any answer. */
  get unanswered(): boolean {
    return this.answers === 0;
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
  return outcome.kind === "answer" && isThrottled(outcome);
}

/** `It was tried 3 times in 9 s; request ids a, b.` */
export function describeAttempts(tries: number, milliseconds: number, requestIds: readonly string[]): string {
  const ids = requestIds.length === 0 ? "" : `; request ids ${requestIds.join(", ")}`;
  return `It was tried ${tries} times in ${Math.round(milliseconds / 1_000)} s${ids}.`;
}
