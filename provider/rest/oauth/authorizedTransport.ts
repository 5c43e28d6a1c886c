import type { HttpRequest, HttpResponse, Transport } from "../http";
import { isRepeatedWithNewToken } from "../send";
import type { AccessTokens } from "./accessTokens";

/**
 * Sends each request with an access token. A 401 was not carried out, whatever the request: a new token is obtained, and
 * the request sent once more; a second 401 is the answer.
 */
export class AuthorizedTransport implements Transport {
  constructor(
    private readonly transport: Transport,
    private readonly tokens: Pick<AccessTokens, "get" | "invalidate">,
  ) {}

  /** @throws TokenError where there is no token: nothing was sent, or all that was sent was refused; else as the transport */
  async send(request: HttpRequest): Promise<HttpResponse> {
    const token = await this.tokens.get(request.action);
    const answer = await this.transport.send({ ...request, bearer: token });
    if (!isRepeatedWithNewToken(answer.status)) {
      return answer;
    }
    this.tokens.invalidate(token);
    return this.transport.send({ ...request, bearer: await this.tokens.get(request.action) });
  }
}
