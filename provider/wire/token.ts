import { DecodeError } from "./decode";
import { isObject } from "./json";

/** The path of the token exchange, under the endpoint. Source: the API's documentation of OAuth (RFC 8693). */
export const TOKEN_EXCHANGE_PATH = "/sts/v1/oauth2/token";

/** The relevant part of a token service's response (RFC 6749, section 5.1). */
export interface TokenResponse {
  readonly accessToken: string;
  /** In seconds, above 0; undefined if the response does not have it. */
  readonly expiresIn: number | undefined;
}

/** @throws {DecodeError} If the token is missing, invalid in a header, or not a Bearer token. The error does not show it. */
export function decodeToken(json: unknown): TokenResponse {
  if (!isObject(json)) {
    throw new DecodeError("the response is not an object");
  }
  const { access_token, token_type, expires_in } = json;
  if (typeof access_token !== "string" || access_token === "") {
    throw new DecodeError("access_token is missing or not a string");
  }
  if (!/^[\x21-\x7e]+$/.test(access_token)) {
    throw new DecodeError("access_token contains invalid characters");
  }
  if (typeof token_type === "string" && token_type.toLowerCase() !== "bearer") {
    throw new DecodeError(`token_type is ${JSON.stringify(token_type)}, expected "Bearer"`);
  }
  return { accessToken: access_token, expiresIn: lifetimeIn(expires_in) };
}

const MAX_TOKENS = 20;

/** Returns the tokens in the response of a token service, even if it is an error or its JSON is invalid. */
export function tokensIn(body: string): string[] {
  return [...body.matchAll(/"(?:access|refresh|id)_token"\s{0,9}:\s{0,9}"((?:[^"\\]|\\.)+)/g)]
    .slice(0, MAX_TOKENS)
    .map(([, text = ""]) => unescaped(text));
}

function unescaped(text: string): string {
  try {
    return String(JSON.parse(`"${text}"`));
  } catch {
    return text;
  }
}

/** Parses a lifetime, which some identity providers send as a string. Returns undefined if it is not a positive number. */
function lifetimeIn(value: unknown): number | undefined {
  const seconds = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof seconds === "number" && Number.isFinite(seconds) && seconds > 0 ? seconds : undefined;
}
