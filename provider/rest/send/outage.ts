import type { Clock } from "../clock";
import { isThrottledAttempt, type Attempt } from "./attemptLog";

/**
 * Notices that the API does not respond, or throttles every request, so that requests fail together instead of each
 * repeating all attempts: the next thousand mappings must not take ten minutes each.
 */
export class OutageTracker {
  private unreachable = false;
  private throttledSince: number | undefined;

  /** @param deadlineMs how long the API may throttle every request */
  constructor(
    private readonly clock: Pick<Clock, "now">,
    private readonly deadlineMs: number,
  ) {}

  /** Whether a request was given up without any response, and no response has arrived since. */
  get isUnreachable(): boolean {
    return this.unreachable;
  }

  markUnreachable(): void {
    this.unreachable = true;
  }

  observe(tried: Attempt): void {
    if ("answer" in tried) {
      this.unreachable = false;
      this.throttledSince = isThrottledAttempt(tried) ? (this.throttledSince ?? this.clock.now()) : undefined;
    }
  }

  /** Whether the API has throttled every request for longer than the deadline by `moment`. */
  isThrottlingAll(moment: number): boolean {
    return this.throttledSince !== undefined && this.throttledSince < moment - this.deadlineMs;
  }
}
