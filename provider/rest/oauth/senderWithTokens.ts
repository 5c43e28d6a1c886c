import { Client, type Transport } from "../http";
import type { OAuthCredentials } from "../../config";
import type { RateLimiter } from "../rateLimit";
import { createRateLimiter, createSender, type SenderSettings } from "../send";
import { AccessTokens } from "./accessTokens";
import { AuthorizedTransport } from "./authorizedTransport";
import { TokenRequests } from "./tokenRequests";

/**
 * Sends requests with access tokens, through one rate gate. What gets the tokens has gates of its own, one for each
 * host: a request holds its place at its gate while it waits for a token.
 *
 * @param api one try of a request to the API
 * @param gate of the requests to the API
 * @param identityProvider one try of a request to the token URL; not used where a token is given
 */
export function senderWithTokens(
  api: Transport,
  credentials: OAuthCredentials,
  rateLimiter: RateLimiter,
  settings: SenderSettings,
  identityProvider: Transport = clientFor(credentials, settings),
): Transport {
  const transports = {
    identityProvider: createSender(
      identityProvider,
      createRateLimiter("the identity provider", settings),
      settings,
    ),
    api: createSender(api, createRateLimiter("the API", settings), settings),
  };
  const requests = new TokenRequests(transports, credentials.oauth, credentials.source);
  const tokens = new AccessTokens(credentials.oauth, requests, settings.clock);
  const sender = createSender(new AuthorizedTransport(api, tokens), rateLimiter, settings);
  return {
    send: async (request) => {
      // Before it queues: those who wait for their turn would else ask one after the other where no token can be had.
      await tokens.get(request.action);
      return sender.send(request);
    },
  };
}

/** A client of the identity provider. Where a token is given there is none, and nothing is sent. */
function clientFor(credentials: OAuthCredentials, { limits }: SenderSettings): Transport {
  const { external } = credentials.oauth;
  const endpoint = "tokenUrl" in external ? external.tokenUrl : "";
  return new Client({ endpoint, credentials, limits, userAgentSuffix: undefined });
}
