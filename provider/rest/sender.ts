import type { Action } from "./action";
import { apiErrorFrom, ConnectionError, RateLimitError, UndecidedError } from "./apiError";
import type { Clock } from "./clock";
import { type Answer, type Request, retriedAs, type Transport } from "./exchange";
import type { Limits } from "./limits";
import { type Observation, type RateGate, WaitTooLongError } from "./gate/rateGate";
import { delayBefore, isRefusal, judge, type Outcome, retryAfterOf } from "./retryPolicy";
import { sleepTelling } from "./waiting";

export interface SenderOptions {
  /** What a single try is made by. */
  readonly transport: Transport;
  readonly gate: RateGate;
  readonly clock: Clock;
  readonly limits: Limits;
  /** Told of a delay before a retry that is longer than 5 s, and again every 30 s: how long it still is, in milliseconds. */
  readonly onWait: (milliseconds: number) => void;
}

/** One try of a request: what came back, or why nothing did. */
type Tried =
  | { readonly answer: Answer; readonly outcome: Outcome }
  | { readonly error: ConnectionError; readonly outcome: Outcome };

/** Sends requests through the rate gate, and again where that can help and cannot do anything twice. */
export class Sender implements Transport {
  /**
   * A request was given up without a single answer, and none has come since. Until one comes each request has one try: if
   * nobody answers, the next thousand mappings must not take ten minutes each to say so.
   */
  private unreachable = false;

  constructor(private readonly options: SenderOptions) {}

  /**
   * @returns the answer that ended it, of any status; `history` says how often it was tried
   * @throws ConnectionError, UnreadableAnswerError, RateLimitError; UndecidedError for a POST that may have been carried out
   */
  async send(request: Request): Promise<Answer> {
    const { clock, gate, limits, onWait } = this.options;
    const history = new History(clock);
    for (let retries = 0, refusals = 0; ;) {
      const tried = await this.try(request, history);
      history.add(tried);
      this.unreachable &&= !("answer" in tried);
      const verdict = judge(retriedAs(request), tried.outcome);
      if (verdict === "undecided") {
        throw undecided(request.action, tried, history.text());
      }
      const refused = tried.outcome.kind === "answer" && isRefusal(tried.outcome);
      // What the rate gate makes everybody wait for is not waited for here too.
      const wait = refused ? clock.random() * 100 : this.delay(tried.outcome, retries);
      const spent = refused ? refusals >= limits.maxRefusals : retries >= limits.maxRetries;
      const exhausted = spent || history.elapsed() + Math.max(wait, gate.pause) > limits.deadline;
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

  private async try(request: Request, history: History): Promise<Tried> {
    const { gate, limits, transport } = this.options;
    const permit = await gate.enter(history.hasBegun).catch((error: unknown) => {
      throw error instanceof WaitTooLongError
        ? new RateLimitError(request.action, error.milliseconds, limits.maxWait)
        : error;
    });
    history.begin();
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

  private delay(outcome: Outcome, retries: number): number {
    const { clock, limits } = this.options;
    const asked = outcome.kind === "answer" ? Math.min(outcome.retryAfter ?? 0, limits.maxWait) : 0;
    return Math.max(asked, delayBefore(retries, clock.random(), limits));
  }
}

/** How often and for how long a request was tried, and what support asks for. */
class History {
  private begun: number | undefined;
  private readonly requestIds: string[] = [];
  private tries = 0;
  private answers = 0;

  constructor(private readonly clock: Clock) {}

  get hasBegun(): boolean {
    return this.begun !== undefined;
  }

  /** The first try starts now; to have queued for it counts for nothing. */
  begin(): void {
    this.begun ??= this.clock.now();
  }

  add(tried: Tried): void {
    this.tries += 1;
    this.answers += "answer" in tried ? 1 : 0;
    const requestId = "answer" in tried ? tried.answer.header("x-request-id") : undefined;
    if (requestId !== undefined) {
      this.requestIds.push(requestId);
    }
  }

  /** Whether no try got any answer. */
  get unanswered(): boolean {
    return this.answers === 0;
  }

  elapsed(): number {
    return this.begun === undefined ? 0 : this.clock.now() - this.begun;
  }

  /** undefined where one try was all. */
  text(): string | undefined {
    if (this.tries === 1) {
      return undefined;
    }
    const ids = this.requestIds.length === 0 ? "" : `; request ids ${this.requestIds.join(", ")}`;
    return `It was tried ${this.tries} times in ${Math.round(this.elapsed() / 1_000)} s${ids}.`;
  }
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
