import { failurePrefix, ProviderError, type RequestContext, responderName } from "../../errors";
import { describeResponse, type HttpResponse } from "../http";
import { type Limits, MAX_WAIT_MS } from "../../config";

/** The API asks for a longer wait than the settings allow. */
export class RateLimitError extends ProviderError {
  /**
   * @param asked the requested wait, in milliseconds
   * @param refusal the response that requested it, if it was a response to this request
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
      `${failurePrefix(action)}: ${responderName(action)}'s rate limit asks to wait ${Math.ceil(asked / 1_000)} s, but the maximum wait is ` +
        `${maxWait / 1_000} s${refusal === undefined ? "" : ` (${describeResponse(refusal)})`}. Run the command again later${raise}.`,
      "rateLimited",
    );
  }
}

/** The user canceled the command while the request waited, or while a request that changes nothing waited for its response. */
export class CanceledError extends ProviderError {
  constructor(
    action: RequestContext,
    before: `the request was sent${"" | " again"}` | "the response arrived",
  ) {
    super(`${failurePrefix(action)}: the command was canceled before ${before}.`, "canceled");
  }
}

/** The API throttled every request for so long that a queued request was never sent. */
export class ThrottledBeforeSendError extends ProviderError {
  /** @param deadline minimum duration, in milliseconds */
  constructor(action: RequestContext, deadline: number) {
    super(
      `${failurePrefix(action)}: ${responderName(action)} has rate-limited every request for ${deadline / 1_000} s, so this ` +
        "request was not sent. Run the command again later.",
      "rateLimited",
    );
  }
}
