import { Client, type Transport } from "../http";
import type { OAuthCredentials } from "../../config";
import type { RateLimiter } from "../rateLimit";
import { createRateLimiter, Sender, type SenderSettings } from "../send";
import { AccessTokens } from "./accessTokens";
import { TokenRequests } from "./tokenRequests";

/**
 * Sends requests with access tokens. The token requests have their own rate limiters: a request keeps its permit while it waits
 * for a token. `identityProvider` makes one attempt of a request to the token URL, unless the user provides a token.
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
      // Get a token before queueing. Otherwise queued requests would get one after the other.
      await tokens.get(request.action);
      return sender.send(request);
    },
  };
}

/** Sends each request with an access token. After a 401, it was not carried out, so it is sent once more with a new token. */
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

/** Returns a client for the identity provider. If the user provides a token, the client is never used. */
function clientFor(credentials: OAuthCredentials, { limits }: SenderSettings): Transport {
  const { external } = credentials.oauth;
  const endpoint = "tokenUrl" in external ? external.tokenUrl : "";
  return new Client({ endpoint, credentials, limits, userAgentSuffix: undefined });
}
