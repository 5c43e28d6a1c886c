import { failurePrefix, messageOf, ProviderError, type RequestContext } from "../../errors";

/**
 * There is no access token, so the request that wanted one is not sent. The message says which of the two steps failed,
 * and why.
 *
 * It is none of the errors that an answer to the request itself would be: what cannot be asked for is neither gone nor
 * refused, and what was never sent is not lost.
 */
export class TokenError extends ProviderError {
  /** @param cause what failed in the step; several requests may have waited for it */
  constructor(action: RequestContext, cause: unknown) {
    super(
      `${failurePrefix(action)}: there is no access token to send the request with.\n${messageOf(cause)}`,
    );
  }
}
