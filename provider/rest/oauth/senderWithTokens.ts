import { Client, type Transport } from "../http";
import type { OAuthCredentials } from "../../config";
import type { RateLimiter } from "../rateLimit";
import { createRateLimiter, Sender, type SenderSettings } from "../send";
import { AccessTokens } from "./accessTokens";
import { TokenRequests } from "./tokenRequests";

/**
 * Sends requests with access tokens. The token requests have rate limiters of their own: a request keeps its permit while
 * it waits for a token.
 *
 * @param api one attempt of a request to the API
 * @param rateLimiter of the requests to the API
 * @param identityProvider one attempt of a request to the token URL; not used if a token is given
 */
export function senderWithTokens(
  api: Transport,
  credentials: OAuthCredentials,
  rateLimiter: RateLimiter,
  settings: SenderSettings,
  identityProvider: Transport = clientFor(credentials, settings),
): Transport {
  const requests = new TokenRequests(
    new Sender(identityProvider, createRateLimiter("the identity provider", settings), settings),
    new Sender(api, createRateLimiter("the API", settings), settings),
    credentials,
  );
  const tokens = new AccessTokens(credentials.oauth, requests, settings.clock);
  const sender = new Sender(authorized(api, tokens), rateLimiter, settings);
  return {
    send: async (request) => {
      // Before it queues: without a token the requests in the queue would ask for one, one after the other.
      await tokens.get(request.action);
      return sender.send(request);
    },
  };
}

/**
 * Sends each request with an access token. A 401 was not carried out, whatever the request: it is sent once more with a new
 * token. A second 401 is returned.
 */
export function authorized(
  transport: Transport,
  tokens: Pick<AccessTokens, "get" | "invalidate">,
): Transport {
  return {
    send: async (request) => {
      const token = await tokens.get(request.action);
      const response = await transport.send({ ...request, bearer: token });
      if (response.status !== 401) {
        return response;
      }
      tokens.invalidate(token);
      return transport.send({ ...request, bearer: await tokens.get(request.action) });
    },
  };
}

/** A client of the identity provider. If a token is given there is none, and nothing is sent. */
function clientFor(credentials: OAuthCredentials, { limits }: SenderSettings): Transport {
  const { external } = credentials.oauth;
  const endpoint = "tokenUrl" in external ? external.tokenUrl : "";
  return new Client({ endpoint, credentials, limits, userAgentSuffix: undefined });
}
