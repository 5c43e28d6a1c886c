import { type TokenResponse, decodeToken, TOKEN_EXCHANGE_PATH, tokensIn } from "../../wire";
import { type RequestContext, secrets } from "../../errors";
import { ApiError, decodeBody, type HttpRequest, type HttpResponse, type Transport } from "../http";
import { type ClientCredentials, describeSource, type OAuthCredentials, staleConfigHint } from "../../config";

const OBTAIN: RequestContext = { verb: "obtain" };
const EXCHANGE: RequestContext = { verb: "exchange" };

/** The two requests for an access token. Both are safe to repeat, because a lost token does no harm. */
export class TokenRequests {
  /** @param identityProvider sends requests to the token URL, with an empty path */
  constructor(
    private readonly identityProvider: Transport,
    private readonly api: Transport,
    private readonly credentials: OAuthCredentials,
  ) {}

  /** Requests a token from the identity provider with the grant `client_credentials` (RFC 6749, section 4.4). */
  async obtain({ clientId, clientSecret, scope }: ClientCredentials): Promise<TokenResponse> {
    const form = {
      grant_type: "client_credentials",
      client_id: clientId,
      client_secret: clientSecret,
      ...(scope !== undefined && { scope }),
    };
    const response = await this.identityProvider.send(postOf("", form, OBTAIN));
    const { source } = this.credentials;
    const idAndSecret = `${source.nameOf("oauthExternalClientId")}, ${source.nameOf("oauthExternalClientSecret")}`;
    return tokenIn(OBTAIN, response, [
      `Check ${idAndSecret} and ${source.nameOf("oauthExternalTokenScope")}.`,
      ...staleConfigHint(source),
    ]);
  }

  /** Exchanges a token from the identity provider for an access token of Confluent Cloud (RFC 8693, section 2.1). */
  async exchange(external: string): Promise<TokenResponse> {
    const { oauth, source } = this.credentials;
    const form = {
      grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
      subject_token: external,
      subject_token_type: "urn:ietf:params:oauth:token-type:jwt",
      identity_pool_id: oauth.identityPoolId,
      requested_token_type: "urn:ietf:params:oauth:token-type:access_token",
      expires_in: String(oauth.lifetime),
    };
    const response = await this.api.send(postOf(TOKEN_EXCHANGE_PATH, form, EXCHANGE));
    const givenToken =
      `The external token comes from ${source.nameOf("oauthExternalAccessToken")} and is not renewed automatically. It ` +
      "may have expired.";
    return tokenIn(EXCHANGE, response, [
      `Check that identity pool ${oauth.identityPoolId} (${describeSource(source, "oauthIdentityPoolId")}) exists, that its`,
      "identity provider issued the external token, and that its filter matches the token's claims.",
      ...("accessToken" in oauth.external ? [givenToken] : []),
      ...staleConfigHint(source),
    ]);
  }
}

function postOf(path: string, form: Readonly<Record<string, string>>, action: RequestContext): HttpRequest {
  return { method: "POST", path, form, action, isSafeToRepeat: true };
}

function tokenIn(action: RequestContext, response: HttpResponse, remedy: readonly string[]): TokenResponse {
  // Register the tokens before any part of the response is shown: an error or an invalid response may contain one too.
  tokensIn(response.body).forEach((token) => {
    secrets.add(token);
  });
  if (response.status < 200 || response.status > 299) {
    throw new ApiError(action, response, remedy);
  }
  const token = decodeBody(action, response, decodeToken);
  // The property name may be escaped in the JSON, so the pattern above may have missed the token.
  secrets.add(token.accessToken);
  return token;
}
