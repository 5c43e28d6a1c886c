import type { Action } from "../../errors/action";
import { apiErrorFrom, UndecidedError } from "../http/apiError";
import type { Clock } from "../clock";
import { ConnectionError } from "../http/connectionError";
import { type Answer, type Request, retriedAs, type Transport } from "../http/exchange";
import { History, type Tried } from "./history";
import type { Limits } from "../../config/limits";
import {
  DismissedError,
  type Observation,
  type Permit,
  type RateGate,
  WaitTooLongError,
} from "../rateLimit/rateGate";
import { NeverSentError, RateLimitError } from "./rateLimitError";
import { isRefusal, retryAfterOf } from "../http/retryAfter";
import { delayBefore, judge, type Outcome } from "./retryPolicy";
import { sleepTelling } from "../waiting";

export interface SenderOptions {
  /** What a single try is made by. */
  readonly transport: Transport;
  readonly gate: RateGate;
  readonly clock: Clock;
  readonly limits: Limits;
  /** Told of a delay before a retry that is longer than 5 s, and again every 30 s: how long it still is, in milliseconds. */
  readonly onWait: (milliseconds: number) => void;
}

/** Sends requests through the rate gate, and again where that can help and cannot do anything twice. */
export class Sender implements Transport {
  /**
   * A request was given up without a single answer, and none has come since. Until one comes each request has one try: if
   * nobody answers, the next thousand mappings must not take ten minutes each to say so.
   */
  private unreachable = false;

  /** When the API began to refuse every request; undefined where it last answered otherwise. */
  private refusedSince: number | undefined;

  constructor(private readonly options: SenderOptions) {}

  /**
   * @returns the answer that ended it, of any status; `history` says how often it was tried
   * @throws ConnectionError, UnreadableAnswerError, RateLimitError, NeverSentError; UndecidedError for a POST that may have
   *   been carried out
   */
  async send(request: Request): Promise<Answer> {
    const { clock, gate, limits, onWait } = this.options;
    const history = new History(clock);
    for (let retries = 0, refusals = 0; ;) {
      const permit = await this.enter(request, history);
      if (permit === undefined) {
        if (history.last === undefined) {
          throw new NeverSentError(request.action, limits.deadline);
        }
        return end(history.last, history.text());
      }
      const tried = await this.try(request, permit);
      history.add(tried);
      this.note(tried);
      const verdict = judge(retriedAs(request), tried.outcome);
      if (verdict === "undecided") {
        throw undecided(request.action, tried, history.text());
      }
      const refused = isRefused(tried);
      // What the rate gate makes everybody wait for is not waited for here too.
      const wait = refused ? clock.random() * 100 : this.delay(tried.outcome, retries);
      const spent = refused ? refusals >= limits.maxRefusals : retries >= limits.maxRetries;
      const next = clock.now() + Math.max(wait, gate.pause);
      const exhausted = spent || this.isLate(history, next);
      if (this.refusesAll(next)) {
        gate.dismiss(next - limits.deadline);
      }
      const givenUp = exhausted || this.unreachable || retries >= (request.retries ?? limits.maxRetries);
      if (verdict === "final" || givenUp) {
        this.unreachable ||= verdict === "again" && exhausted && history.unanswered;
        return end(tried, history.text());
      }
      retries += refused ? 0 : 1;
      refusals += refused ? 1 : 0;
      await sleepTelling(clock, wait, onWait);
    }
  }

  /** @returns undefined where the API has refused everything for as long as anything is tried */
  private async enter({ action }: Request, history: History): Promise<Permit | undefined> {
    const { gate, limits } = this.options;
    try {
      const permit = await gate.enter({ again: history.hasBegun, since: history.queued });
      history.begin();
      return permit;
    } catch (error) {
      if (error instanceof DismissedError) {
        return undefined;
      }
      if (!(error instanceof WaitTooLongError)) {
        throw error;
      }
      throw new RateLimitError(action, error.milliseconds, limits, refusalIn(history)).amend(history.text());
    }
  }

  private async try(request: Request, permit: Permit): Promise<Tried> {
    const { gate, transport } = this.options;
    let observation: Observation = { status: undefined };
    try {
      const answer = await transport.send(request);
      const retryAfter = retryAfterOf(answer.header("retry-after"), answer.header("date"));
      observation = observe(answer, retryAfter);
      return { answer, outcome: { kind: "answer", status: answer.status, retryAfter } };
    } catch (error) {
      if (!(error instanceof ConnectionError)) {
        throw error;
      }
      return { error, outcome: { kind: "fault", code: error.code } };
    } finally {
      gate.leave(permit, observation);
    }
  }

  /**
   * Whether one more try, at `next`, would come after the deadline. To have queued counts for nothing, unless the API
   * refused everybody all the while.
   */
  private isLate(history: History, next: number): boolean {
    const { clock, limits } = this.options;
    return this.refusesAll(next)
      ? history.queued < next - limits.deadline
      : history.elapsed() + next - clock.now() > limits.deadline;
  }

  /** By `next` the API has refused everybody for the whole deadline: all who queued as long need not find it out one by one. */
  private refusesAll(next: number): boolean {
    return this.refusedSince !== undefined && this.refusedSince < next - this.options.limits.deadline;
  }

  /** What one try tells about all. */
  private note(tried: Tried): void {
    if ("answer" in tried) {
      this.unreachable = false;
      this.refusedSince = isRefused(tried) ? (this.refusedSince ?? this.options.clock.now()) : undefined;
    }
  }

  private delay(outcome: Outcome, retries: number): number {
    const { clock, limits } = this.options;
    const asked = outcome.kind === "answer" ? Math.min(outcome.retryAfter ?? 0, limits.maxWait) : 0;
    return Math.max(asked, delayBefore(retries, clock.random(), limits));
  }
}

function isRefused({ outcome }: Tried): boolean {
  return outcome.kind === "answer" && isRefusal(outcome);
}

/** The last answer, where it is one of "come again later". */
function refusalIn({ last }: History): Answer | undefined {
  return last !== undefined && "answer" in last && isRefused(last) ? last.answer : undefined;
}

function end(tried: Tried, history: string | undefined): Answer {
  if ("error" in tried) {
    throw tried.error.amend(history);
  }
  return history === undefined ? tried.answer : { ...tried.answer, history };
}

function undecided(action: Action, tried: Tried, history: string | undefined): UndecidedError {
  if ("error" in tried) {
    return new UndecidedError(tried.error.amend(history), tried.error.code === "ETIMEDOUT");
  }
  const { answer } = tried;
  return new UndecidedError(
    apiErrorFrom(action, answer, []).amend(history),
    answer.status === 408 || answer.status === 504,
  );
}

function observe(answer: Answer, retryAfter: number | undefined): Observation {
  const reset = numberIn(answer.header("x-ratelimit-reset"));
  return {
    status: answer.status,
    limit: numberIn(answer.header("x-ratelimit-limit")),
    remaining: numberIn(answer.header("x-ratelimit-remaining")),
    // Relative seconds, unlike the headers of the same name elsewhere.
    reset: reset === undefined ? undefined : reset * 1_000,
    retryAfter,
  };
}

function numberIn(header: string | undefined): number | undefined {
  // Longer numbers are no budgets and no windows; some APIs send the time of day in seconds.
  return header !== undefined && /^\d{1,8}(\.\d{1,9})?$/.test(header.trim()) ? Number(header) : undefined;
}
