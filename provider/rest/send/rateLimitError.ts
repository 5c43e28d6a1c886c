import { failurePrefix, ProviderError, type RequestContext, responderName } from "../../errors";
import { describeResponse, type HttpResponse } from "../http";
import { type Limits, MAX_WAIT_MS } from "../../config";

/** The API asks for a longer wait than anybody may be made to wait. */
export class RateLimitError extends ProviderError {
  /**
   * @param asked what it asks for, in milliseconds
   * @param refusal the response that asked for it, where it was given to this very request
   */
  constructor(
    action: RequestContext,
    asked: number,
    { maxWait, deadline }: Pick<Limits, "maxWait" | "deadline">,
    refusal?: HttpResponse,
  ) {
    const raise =
      asked > MAX_WAIT_MS
        ? ""
        : `, or raise confluent-sso:maxWaitSeconds${asked < deadline ? "" : " and confluent-sso:retryTimeoutSeconds"}`;
    super(
      `${failurePrefix(action)}: ${responderName(action)}'s rate limit asks to wait ${Math.ceil(asked / 1_000)} s, and ${maxWait / 1_000} s is the most ` +
        `that is waited for${refusal === undefined ? "" : ` (${describeResponse(refusal)})`}. Run the command again later${raise}.`,
      "rateLimited",
    );
  }
}

/** The user canceled the command while the request waited. */
export class CanceledError extends ProviderError {
  constructor(action: RequestContext, again: "" | " again") {
    super(
      `${failurePrefix(action)}: the command was canceled before the request was sent${again}.`,
      "canceled",
    );
  }
}

/** The API refused everything, so long that a request which waited for its turn was given up without a try. */
export class ThrottledBeforeSendError extends ProviderError {
  /** @param deadline for how long, at least, in milliseconds */
  constructor(action: RequestContext, deadline: number) {
    super(
      `${failurePrefix(action)}: ${responderName(action)} has rate-limited every request for ${deadline / 1_000} s, so this one, ` +
        "which waited for its turn, was not sent. Run the command again later.",
      "rateLimited",
    );
  }
}
