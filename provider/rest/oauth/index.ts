export { AccessTokens } from "./accessTokens";
export { AuthorizedTransport } from "./authorizedTransport";
export { senderWithTokens } from "./senderWithTokens";
export { TokenError } from "./tokenError";
