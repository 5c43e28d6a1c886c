import { type AnsweredToken, decodeToken, TOKEN_EXCHANGE_PATH, tokensIn } from "../../wire";
import { type RequestContext, secrets } from "../../errors";
import { ApiError, decodeBody, type HttpRequest, type HttpResponse, type Transport } from "../http";
import {
  type ClientCredentials,
  describeSource,
  type OAuthOptions,
  type Source,
  staleConfigHint,
} from "../../config";
/** Step 1 of 2: what the identity provider is asked for. */
const OBTAIN: RequestContext = { verb: "obtain" };

/** Step 2 of 2: what the API is asked for. */
const EXCHANGE: RequestContext = { verb: "exchange" };

/** Where the two requests are sent. Each host gets what is meant for it, and nothing else. */
interface TokenTransports {
  /** To the token URL of the identity provider, whose path is the whole of it. */
  readonly identityProvider: Transport;
  /** To the endpoint of the API. */
  readonly api: Transport;
}

/**
 * The two requests that an access token takes. Both may be repeated: a token that nobody has got does no harm.
 *
 * Each throws an ApiError for a refusal, a ConnectionError where there is no answer, an InvalidResponseError for one
 * that holds no token, and a RateLimitError.
 */
export class TokenRequests {
  constructor(
    private readonly transports: TokenTransports,
    private readonly options: OAuthOptions,
    private readonly source: Source,
  ) {}

  /** A token of the identity provider, by the grant `client_credentials` (RFC 6749, section 4.4). */
  async obtain({ clientId, clientSecret, scope }: ClientCredentials): Promise<AnsweredToken> {
    const form = {
      grant_type: "client_credentials",
      client_id: clientId,
      client_secret: clientSecret,
      ...(scope !== undefined && { scope }),
    };
    const answer = await this.transports.identityProvider.send(postOf("", form, OBTAIN));
    return tokenIn(OBTAIN, answer, [
      `Check ${this.names("oauthExternalClientId", "oauthExternalClientSecret", "oauthExternalTokenScope")}.`,
      ...staleConfigHint(this.source),
    ]);
  }

  /** An access token of Confluent Cloud for one of the identity provider (RFC 8693, section 2.1). */
  async exchange(external: string): Promise<AnsweredToken> {
    const { identityPoolId, lifetime } = this.options;
    const form = {
      grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
      subject_token: external,
      subject_token_type: "urn:ietf:params:oauth:token-type:jwt",
      identity_pool_id: identityPoolId,
      requested_token_type: "urn:ietf:params:oauth:token-type:access_token",
      expires_in: String(lifetime),
    };
    const answer = await this.transports.api.send(postOf(TOKEN_EXCHANGE_PATH, form, EXCHANGE));
    return tokenIn(EXCHANGE, answer, this.remedyForExchange());
  }

  private remedyForExchange(): string[] {
    const { external, identityPoolId } = this.options;
    return [
      `Check that identity pool ${identityPoolId} (${describeSource(this.source, "oauthIdentityPoolId")}) exists, that its`,
      "identity provider is the one that the external token is of, and that its filter matches the token's claims.",
      ...("accessToken" in external
        ? [
            `The external token is the one given as ${this.names("oauthExternalAccessToken")}, which nobody renews: it ` +
              "may have expired.",
          ]
        : []),
      ...staleConfigHint(this.source),
    ];
  }

  private names(...fields: Parameters<Source["nameOf"]>[0][]): string {
    const names = fields.map((field) => this.source.nameOf(field));
    const last = names.pop() ?? "";
    return names.length === 0 ? last : `${names.join(", ")} and ${last}`;
  }
}

function postOf(path: string, form: Readonly<Record<string, string>>, action: RequestContext): HttpRequest {
  return { method: "POST", path, form, action, isSafeToRepeat: true };
}

/** @throws ApiError, InvalidResponseError */
function tokenIn(action: RequestContext, answer: HttpResponse, remedy: readonly string[]): AnsweredToken {
  // Before anything of the answer is shown: a refusal, or an answer that cannot be read, may hold a token too.
  tokensIn(answer.body).forEach((token) => {
    secrets.add(token);
  });
  if (answer.status < 200 || answer.status > 299) {
    throw new ApiError(action, answer, remedy);
  }
  const token = decodeBody(action, answer, decodeToken);
  // In JSON its name may be escaped.
  secrets.add(token.accessToken);
  return token;
}
