import type { RequestContext } from "../../errors";
import type { Limits } from "../../config";
import { type Clock, sleepWithProgress } from "../clock";
import {
  apiErrorFrom,
  ConnectionError,
  type HttpRequest,
  type HttpResponse,
  parseRateLimitHeaders,
  retryMethod,
  type Transport,
  UnknownOutcomeError,
} from "../http";
import {
  MAX_JITTER_MS,
  MaxWaitExceededError,
  type Observation,
  type Permit,
  QueueRejectedError,
  type RateLimiter,
} from "../rateLimit";
import { AttemptLog, isThrottledAttempt, type Attempt } from "./attemptLog";
import { OutageTracker } from "./outage";
import { ThrottledBeforeSendError, RateLimitError } from "./rateLimitError";
import { backoffDelay, classifyOutcome, type Outcome } from "./retryPolicy";

interface SenderOptions {
  /** Makes one attempt. */
  readonly transport: Transport;
  readonly rateLimiter: RateLimiter;
  readonly clock: Clock;
  readonly limits: Limits;
  /** Called before a delay of more than 5 s, and every 30 s during the delay, with the milliseconds that are left. */
  readonly onWait: (milliseconds: number) => void;
}

/** Whether, and when, a request may be sent again. */
interface Plan {
  readonly wait: number;
  readonly isAllowed: boolean;
  /** Whether the request has used up its own attempts or its time. */
  readonly isExhausted: boolean;
}

/** Sends requests within the rate limit, and again if that can help and cannot do anything twice. */
export class Sender implements Transport {
  private readonly outage: OutageTracker;

  constructor(private readonly options: SenderOptions) {
    this.outage = new OutageTracker(options.clock, options.limits.deadline);
  }

  /**
   * @returns the last response, of any status; `history` says how often the request was sent
   * @throws {ConnectionError} If there was no response.
   * @throws {RateLimitError} If the API asks for a longer wait than the limits allow.
   * @throws {ThrottledBeforeSendError} If the API throttled every request, so that this one was not sent.
   * @throws {UnknownOutcomeError} For a POST that may have been carried out.
   */
  async send(request: HttpRequest): Promise<HttpResponse> {
    const { clock, onWait } = this.options;
    const history = new AttemptLog(clock);
    for (;;) {
      const permit = await this.acquire(request, history);
      if (permit === undefined) {
        return this.endUnsent(request, history);
      }
      const tried = await this.attempt(request, permit);
      history.add(tried);
      this.outage.observe(tried);
      const decision = classifyOutcome(retryMethod(request), tried.outcome);
      if (decision === "unknown") {
        throw unknownOutcome(request.action, tried, history.text());
      }
      const { wait, isAllowed, isExhausted } = this.plan(request, tried, history);
      if (decision === "stop" || !isAllowed) {
        if (decision === "retry" && isExhausted && history.unanswered) {
          this.outage.markUnreachable();
        }
        return end(tried, history.text());
      }
      history.countRetry(tried);
      await sleepWithProgress(clock, wait, onWait);
    }
  }

  /** Returns undefined if the API has throttled every request for so long that none is sent any more. */
  private async acquire({ action }: HttpRequest, history: AttemptLog): Promise<Permit | undefined> {
    const { rateLimiter, limits } = this.options;
    try {
      const permit = await rateLimiter.acquire({ again: history.hasBegun, since: history.queued });
      history.begin();
      return permit;
    } catch (error) {
      if (error instanceof QueueRejectedError) {
        return undefined;
      }
      if (!(error instanceof MaxWaitExceededError)) {
        throw error;
      }
      throw new RateLimitError(action, error.milliseconds, limits, throttledResponse(history)).appendDetail(
        history.text(),
      );
    }
  }

  private endUnsent({ action }: HttpRequest, history: AttemptLog): HttpResponse {
    if (history.last === undefined) {
      throw new ThrottledBeforeSendError(action, this.options.limits.deadline);
    }
    return end(history.last, history.text());
  }

  private async attempt(request: HttpRequest, permit: Permit): Promise<Attempt> {
    const { rateLimiter, transport } = this.options;
    let observation: Observation = { status: undefined };
    try {
      const answer = await transport.send(request);
      observation = { status: answer.status, ...parseRateLimitHeaders(answer) };
      const { status } = answer;
      return { answer, outcome: { kind: "answer", status, retryAfter: observation.retryAfter } };
    } catch (error) {
      if (!(error instanceof ConnectionError)) {
        throw error;
      }
      return { error, outcome: { kind: "fault", code: error.code } };
    } finally {
      rateLimiter.release(permit, observation);
    }
  }

  private plan(request: HttpRequest, tried: Attempt, history: AttemptLog): Plan {
    const { clock, rateLimiter, limits } = this.options;
    const isThrottled = isThrottledAttempt(tried);
    // The rate limiter makes every request wait for a throttled one. Here they only get different delays.
    const wait = isThrottled ? clock.random() * MAX_JITTER_MS : this.delay(tried.outcome, history.retries);
    const next = clock.now() + Math.max(wait, rateLimiter.pause);
    if (this.outage.isThrottlingAll(next)) {
      rateLimiter.rejectQueued(next - limits.deadline);
    }
    const isSpent = isThrottled
      ? history.throttled >= limits.maxRefusals
      : history.retries >= limits.maxRetries;
    const isExhausted = isSpent || this.isLate(history, next);
    const hasRetriesLeft = history.retries < (request.retries ?? limits.maxRetries);
    return { wait, isExhausted, isAllowed: !isExhausted && !this.outage.isUnreachable && hasRetriesLeft };
  }

  /** Whether an attempt at `next` would come after the deadline. Queueing counts only if the API throttled every request. */
  private isLate(history: AttemptLog, next: number): boolean {
    const { clock, limits } = this.options;
    return this.outage.isThrottlingAll(next)
      ? history.queued < next - limits.deadline
      : history.elapsed() + next - clock.now() > limits.deadline;
  }

  private delay(outcome: Outcome, retries: number): number {
    const { clock, limits } = this.options;
    const asked = outcome.kind === "answer" ? Math.min(outcome.retryAfter ?? 0, limits.maxWait) : 0;
    return Math.max(asked, backoffDelay(retries, clock.random(), limits));
  }
}

/** Returns the last response if it was throttled. */
function throttledResponse({ last }: AttemptLog): HttpResponse | undefined {
  return last !== undefined && "answer" in last && isThrottledAttempt(last) ? last.answer : undefined;
}

function end(tried: Attempt, history: string | undefined): HttpResponse {
  if ("error" in tried) {
    throw tried.error.appendDetail(history);
  }
  return history === undefined ? tried.answer : { ...tried.answer, history };
}

function unknownOutcome(
  action: RequestContext,
  tried: Attempt,
  history: string | undefined,
): UnknownOutcomeError {
  if ("error" in tried) {
    return new UnknownOutcomeError(tried.error.appendDetail(history), tried.error.code === "ETIMEDOUT");
  }
  const { answer } = tried;
  return new UnknownOutcomeError(
    apiErrorFrom(action, answer, []).appendDetail(history),
    answer.status === 408 || answer.status === 504,
  );
}
