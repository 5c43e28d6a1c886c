export { AccessTokens, TokenError } from "./accessTokens";
export { authorized, senderWithTokens } from "./senderWithTokens";
