import type { Clock } from "../clock";
import { type Attempt, type AttemptLog, isThrottledAttempt, isUnavailableAttempt } from "./attemptLog";

/** Detects that the API is down. Then requests fail together: a thousand mappings must not use all of their attempts each. */
export class OutageTracker {
  private isUnreachable = false;
  private isUnavailable = false;
  private throttledSince: number | undefined;
  private lastUsefulResponse = Number.NEGATIVE_INFINITY;

  /** @param deadlineMs how long the API may reject every request */
  constructor(
    private readonly clock: Pick<Clock, "now">,
    private readonly deadlineMs: number,
  ) {}

  /** Whether a request failed because the API is down, and no response has shown otherwise since. */
  get isDown(): boolean {
    return this.isUnreachable || this.isUnavailable;
  }

  /**
   * Call when a request has used all of its attempts.
   *
   * @param isLate whether the deadline, not the number of attempts, ended the request
   */
  observeGivenUp(history: AttemptLog, isLate: boolean): void {
    this.isUnreachable ||= history.hasNoResponse;
    this.isUnavailable ||= isLate && history.begun !== undefined && this.lastUsefulResponse < history.begun;
  }

  observe(tried: Attempt): void {
    if (!("response" in tried)) {
      return;
    }
    this.isUnreachable = false;
    const isThrottled = isThrottledAttempt(tried);
    this.throttledSince = isThrottled ? (this.throttledSince ?? this.clock.now()) : undefined;
    if (!isThrottled && !isUnavailableAttempt(tried)) {
      this.isUnavailable = false;
      this.lastUsefulResponse = this.clock.now();
    }
  }

  /** Whether the API has throttled every request for longer than the deadline by `moment`. */
  isThrottlingAll(moment: number): boolean {
    return this.throttledSince !== undefined && this.throttledSince < moment - this.deadlineMs;
  }
}
