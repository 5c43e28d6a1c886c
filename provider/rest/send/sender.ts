import type { RequestContext } from "../../errors";
import { sleepWithProgress } from "../clock";
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
  QueueRejectedError,
  type RateLimiter,
  WaitCanceledError,
} from "../rateLimit";
import { currentLimits, timeoutError, untilAborted, untilCanceled } from "../operationLimits";
import { type Attempt, AttemptLog, isThrottledAttempt, isUnavailableAttempt } from "./attemptLog";
import { OutageTracker } from "./outage";
import { CanceledError, ThrottledBeforeSendError, RateLimitError } from "./rateLimitError";
import { backoffDelay, classifyOutcome } from "./retryPolicy";
import { reportRetryWait, type SenderSettings } from "./senderSettings";

/** Minimum delay before a retry while the API is unavailable, even if the setting initialRetryDelaySeconds is 0. */
const MIN_UNAVAILABLE_DELAY_MS = 250;

/** Sends requests within the rate limit, and retries them if that can help and cannot create duplicates. */
export class Sender implements Transport {
  private readonly outage: OutageTracker;

  /**
   * @param transport makes one attempt
   * @param rateLimiter shared by all senders with the same credentials and endpoint
   */
  constructor(
    private readonly transport: Transport,
    private readonly rateLimiter: RateLimiter,
    private readonly settings: SenderSettings,
  ) {
    this.outage = new OutageTracker(settings.clock, settings.limits.deadline);
  }

  /**
   * @returns the last response, of any status, with its `history`
   * @throws {ConnectionError} If there was no response.
   * @throws {RateLimitError} If the API asks for a longer wait than the limits allow.
   * @throws {ThrottledBeforeSendError} If the API throttled every request, so that this one was not sent.
   * @throws {UnknownOutcomeError} For a POST that may have been carried out.
   * @throws {CanceledError} If the user cancels the command before the request is sent, or before the response to a GET.
   */
  async send(request: HttpRequest): Promise<HttpResponse> {
    const { clock, onStatus } = this.settings;
    const history = new AttemptLog(clock);
    for (;;) {
      const startedAt = await this.acquire(request, history);
      if (startedAt === undefined) {
        if (history.last === undefined) {
          throw new ThrottledBeforeSendError(request.action, this.settings.limits.deadline);
        }
        return end(history.last, history.text());
      }
      const tried = await this.attempt(request, startedAt);
      history.add(tried);
      this.outage.observe(tried);
      const decision = classifyOutcome(retryMethod(request), tried.outcome);
      if (decision === "unknown") {
        throw unknownOutcome(request.action, tried, history.text());
      }
      const { wait, isAllowed, isSpent, isLate } = this.plan(request, tried, history);
      if (decision === "stop" || !isAllowed) {
        if (decision === "retry" && (isSpent || isLate)) {
          this.outage.observeGivenUp(history, isLate);
        }
        return end(tried, history.text());
      }
      history.countRetry(tried);
      await untilCanceled(
        sleepWithProgress(clock, wait, reportRetryWait(onStatus)),
        cancelSignal(request, history),
      );
    }
  }

  /** Returns when the attempt starts; undefined if it is too late to send another. */
  private async acquire(request: HttpRequest, history: AttemptLog): Promise<number | undefined> {
    const { action } = request;
    const canceled = cancelSignal(request, history);
    const signals = [canceled, currentLimits().expired].filter((signal) => signal !== undefined);
    try {
      const startedAt = await this.rateLimiter.acquire({
        again: history.begun !== undefined,
        since: history.queued,
        canceled: signals.length > 1 ? AbortSignal.any(signals) : signals[0],
      });
      history.begin();
      return startedAt;
    } catch (error) {
      const { last } = history;
      if (error instanceof MaxWaitExceededError) {
        const { limits } = this.settings;
        const refusal =
          last !== undefined && "response" in last && isThrottledAttempt(last) ? last.response : undefined;
        throw new RateLimitError(action, error.milliseconds, limits, refusal).appendDetail(history.text());
      }
      if (error instanceof WaitCanceledError && canceled?.aborted === true) {
        const again = last === undefined ? "" : " again";
        throw new CanceledError(action, `the request was sent${again}`).appendDetail(history.text());
      }
      if (error instanceof WaitCanceledError && last === undefined) {
        throw timeoutError(action);
      }
      if (error instanceof WaitCanceledError || error instanceof QueueRejectedError) {
        return undefined;
      }
      throw error;
    }
  }

  private async attempt(request: HttpRequest, startedAt: number): Promise<Attempt> {
    let observation: Observation = { status: undefined };
    try {
      const canceled = retryMethod(request) === "GET" ? currentLimits().canceled : undefined;
      const response = await untilAborted(this.transport.send(request), canceled, () => {
        throw new CanceledError(request.action, "the response arrived");
      });
      observation = { status: response.status, ...parseRateLimitHeaders(response) };
      const { status } = response;
      return { response, outcome: { kind: "response", status, retryAfter: observation.retryAfter } };
    } catch (error) {
      if (!(error instanceof ConnectionError)) {
        throw error;
      }
      return { error, outcome: { kind: "fault", code: error.code } };
    } finally {
      this.rateLimiter.release(startedAt, observation);
    }
  }

  /** Decides whether a request may be retried, and after what delay. */
  private plan(request: HttpRequest, tried: Attempt, history: AttemptLog) {
    const { rateLimiter } = this;
    const { clock, limits } = this.settings;
    // The rate limiter makes every request wait after a throttled one. This only adds jitter.
    const wait = isThrottledAttempt(tried)
      ? clock.random() * MAX_JITTER_MS
      : this.delay(tried, history.retries);
    const next = clock.now() + Math.max(wait, rateLimiter.pause);
    const isThrottlingAll = this.outage.isThrottlingAll(next);
    if (isThrottlingAll) {
      rateLimiter.rejectQueued(next - limits.deadline);
    }
    const isSpent = this.isSpent(tried, history);
    // Time in the queue counts only if every request was throttled.
    const isLate = isThrottlingAll
      ? history.queued < next - limits.deadline
      : history.elapsed() + next - clock.now() > limits.deadline;
    const isWithinLimit =
      history.retries < (request.retries ?? Number.POSITIVE_INFINITY) &&
      next <= currentLimits().endsAt &&
      (request.endsAt === undefined || (next < request.endsAt && !isThrottledAttempt(tried)));
    return { wait, isSpent, isLate, isAllowed: !isSpent && !isLate && !this.outage.isDown && isWithinLimit };
  }

  /** Whether the request has used all of its attempts. */
  private isSpent(tried: Attempt, history: AttemptLog): boolean {
    const { maxRetries, maxUnavailableRetries } = this.settings.limits;
    if (isThrottledAttempt(tried)) {
      return history.throttled >= maxUnavailableRetries;
    }
    const isCounted = !isUnavailableAttempt(tried);
    return history.retries >= maxUnavailableRetries || (isCounted && history.countedRetries >= maxRetries);
  }

  private delay(tried: Attempt, retries: number): number {
    const { clock, limits } = this.settings;
    const { outcome } = tried;
    const asked = outcome.kind === "response" ? Math.min(outcome.retryAfter ?? 0, limits.maxWait) : 0;
    const least = isUnavailableAttempt(tried) ? MIN_UNAVAILABLE_DELAY_MS : 0;
    return Math.max(asked, least, backoffDelay(retries, clock.random(), limits));
  }
}

/** Returns the signal that ends the request's waits; undefined if an earlier attempt may have changed something and is repeated. */
function cancelSignal(request: HttpRequest, { last }: AttemptLog): AbortSignal | undefined {
  const hasNoEffect = retryMethod(request) === "GET" || last === undefined || isThrottledAttempt(last);
  return hasNoEffect ? currentLimits().canceled : undefined;
}

function end(tried: Attempt, history: string | undefined): HttpResponse {
  if ("error" in tried) {
    throw tried.error.appendDetail(history);
  }
  return history === undefined ? tried.response : { ...tried.response, history };
}

function unknownOutcome(
  action: RequestContext,
  tried: Attempt,
  history: string | undefined,
): UnknownOutcomeError {
  if ("error" in tried) {
    return new UnknownOutcomeError(tried.error.appendDetail(history), tried.error.code === "ETIMEDOUT");
  }
  const { response } = tried;
  return new UnknownOutcomeError(
    apiErrorFrom(action, response, []).appendDetail(history),
    response.status === 408 || response.status === 504,
  );
}
