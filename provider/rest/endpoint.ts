import { ConfigurationError } from "./providerError";

/** Where the API is, unless the configuration says otherwise. */
export const DEFAULT_ENDPOINT = "https://api.confluent.cloud";

/**
 * Checks the endpoint: credentials go there, so it must be https, except to this machine itself.
 *
 * @param text the endpoint as configured; a path is kept, a trailing slash is dropped
 * @param source where it was configured, for the error
 * @throws ConfigurationError that says what is wrong with it; a password in it is not shown
 */
export function parseEndpoint(text: string, source: string): string {
  if (/[\s\\]/.test(text)) {
    throw refusal(source, "holds white space or a backslash");
  }
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw refusal(source, "is not a URL that begins with https://");
  }
  if (url.username !== "" || url.password !== "") {
    throw refusal(source, "holds a user name or a password; credentials have settings of their own");
  }
  if (url.search !== "" || url.hash !== "" || /[?#]/.test(text)) {
    throw refusal(source, `has a query or a fragment: ${url.origin}${url.pathname} is all that it may hold`);
  }
  if (url.protocol === "http:" && !isLoopback(url.hostname)) {
    throw refusal(source, `is not https (${url.origin}): the credentials would travel in the clear`);
  }
  return (url.origin + url.pathname).replace(/\/+$/, "");
}

function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

function refusal(source: string, problem: string): ConfigurationError {
  return new ConfigurationError(`The endpoint ${problem} (${source}). The API's own is ${DEFAULT_ENDPOINT}.`);
}
