import type { Limits } from "../../config";
import type { ProviderError } from "../../errors";
import type { Clock } from "../clock";
import { ApiError, InvalidResponseError, type UnknownOutcomeError } from "../http";
import { describeAttempts, isUnavailable } from "../send";

const MAY_STILL_COME =
  "An earlier try got no answer and may still be carried out: look for the mapping before the next `pulumi up`.";

/** The POSTs of one creation whose outcome is unknown, none of which has left a mapping in the list. */
export class LostAttempts {
  count = 0;
  /** Whether one that was given up may still be carried out. */
  mayBeRunning = false;
  readonly begun: number;
  /** How many count against the default of maxRetries: not those that found the API unavailable. */
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

  /** Whether no further POST is allowed, however much time is left. */
  isSpent({ maxRetries, maxUnavailableRetries }: Limits): boolean {
    return this.count > maxUnavailableRetries || this.counted > maxRetries;
  }

  /** Adds to the error of the last POST how often the mapping was searched for. */
  describeIn(failure: ProviderError): ProviderError {
    const searched =
      this.count === 1
        ? "The list of group mappings did not hold it afterwards."
        : `${describeAttempts(this.count, this.clock.now() - this.begun, this.requestIds)} Each time the list of group mappings did not hold it afterwards.`;
    return this.warnIn(failure.appendDetail(searched));
  }

  /** Adds that the mapping may still appear, if it may. */
  warnIn(error: ProviderError): ProviderError {
    return error.appendDetail(this.mayBeRunning ? MAY_STILL_COME : undefined);
  }
}

/** Whether a POST failed because the API is unavailable for now. */
export function isUnavailableFailure(failure: ProviderError): boolean {
  return failure instanceof ApiError && isUnavailable(failure.status);
}
