import type { Limits } from "../../config";
import type { ProviderError } from "../../errors";
import type { Clock } from "../clock";
import { ApiError, InvalidResponseError, type UnknownOutcomeError } from "../http";
import { describeAttempts, isUnavailable } from "../send";

const MAY_STILL_COME =
  "An earlier attempt got no response and may still succeed. Look for the mapping before the next `pulumi up`.";

/** The POSTs for one mapping whose outcome is unknown. The list contains no mapping that they created. */
export class LostAttempts {
  count = 0;
  /** Whether the API may still carry out a POST that timed out. */
  mayBeRunning = false;
  readonly begun: number;
  /** How many count toward the default of maxRetries. Those that failed because the API was unavailable do not. */
  private counted = 0;
  private readonly requestIds: string[] = [];

  constructor(private readonly clock: Pick<Clock, "now">) {
    this.begun = clock.now();
  }

  add({ failure, mayBeRunning }: UnknownOutcomeError): void {
    this.count += 1;
    this.counted += isUnavailableFailure(failure) ? 0 : 1;
    this.mayBeRunning ||= mayBeRunning;
    const hasResponse = failure instanceof ApiError || failure instanceof InvalidResponseError;
    if (hasResponse && failure.requestId !== undefined) {
      this.requestIds.push(failure.requestId);
    }
  }

  /** Whether no further POST is allowed, regardless of the remaining time. */
  isSpent({ maxRetries, maxUnavailableRetries }: Limits): boolean {
    return this.count > maxUnavailableRetries || this.counted > maxRetries;
  }

  /** Adds the number of attempts, each followed by a search, to the error of the last POST. */
  describeIn(failure: ProviderError): ProviderError {
    const searched =
      this.count === 1
        ? "Afterward, the list of group mappings did not contain it."
        : `${describeAttempts(this.count, this.clock.now() - this.begun, this.requestIds)} After each attempt, the list of group mappings did not contain it.`;
    return this.warnIn(failure.appendDetail(searched));
  }

  /** Adds that the mapping may still appear, if it may. */
  warnIn(error: ProviderError): ProviderError {
    return error.appendDetail(this.mayBeRunning ? MAY_STILL_COME : undefined);
  }
}

/** Whether a POST failed because the API is temporarily unavailable. */
export function isUnavailableFailure(failure: ProviderError): boolean {
  return failure instanceof ApiError && isUnavailable(failure.status);
}
