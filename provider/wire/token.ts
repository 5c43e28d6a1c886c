import { DecodeError } from "./decode";
import { isObject } from "./json";

/** The path of the token exchange, under the endpoint. Source: the API's documentation of OAuth (RFC 8693). */
export const TOKEN_EXCHANGE_PATH = "/sts/v1/oauth2/token";

/** What a token service answers (RFC 6749, section 5.1), as far as it matters here. */
export interface TokenResponse {
  readonly accessToken: string;
  /** In seconds, above 0; undefined where the response tells none. */
  readonly expiresIn: number | undefined;
}

/** @throws {DecodeError} If there is no token, or it cannot travel in a header or is no Bearer token. It is not shown. */
export function decodeToken(json: unknown): TokenResponse {
  if (!isObject(json)) {
    throw new DecodeError("the answer is no object");
  }
  const { access_token, token_type, expires_in } = json;
  if (typeof access_token !== "string" || access_token === "") {
    throw new DecodeError("access_token is missing or no text");
  }
  if (!/^[\x21-\x7e]+$/.test(access_token)) {
    throw new DecodeError("access_token holds characters that no token has");
  }
  if (typeof token_type === "string" && token_type.toLowerCase() !== "bearer") {
    throw new DecodeError(`token_type is ${JSON.stringify(token_type)}, wanted "Bearer"`);
  }
  return { accessToken: access_token, expiresIn: lifetimeIn(expires_in) };
}

const MAX_TOKENS = 20;

/** The tokens in the response of a token service, whatever its status is and though its JSON is broken. */
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

/** A number, or the text of one, as some identity providers send it. What is no life at all counts as not told. */
function lifetimeIn(value: unknown): number | undefined {
  const seconds = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof seconds === "number" && Number.isFinite(seconds) && seconds > 0 ? seconds : undefined;
}
