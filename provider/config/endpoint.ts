import { ConfigurationError } from "../errors/providerError";
import { problemOfUrl } from "./secureUrl";
import { SETTINGS } from "./settingsTable";

/**
 * Checks the endpoint: credentials go there, so it must be https, except to this machine itself.
 *
 * @param text the endpoint as configured; a path is kept, a trailing slash is dropped
 * @param source where it was configured, for the error
 * @throws ConfigurationError that says what is wrong with it; a password in it is not shown
 */
export function parseEndpoint(text: string, source: string): string {
  const problem = problemOfUrl(text);
  if (problem !== undefined) {
    throw refusal(source, problem);
  }
  const url = new URL(text);
  if (url.search !== "" || url.hash !== "" || /[?#]/.test(text)) {
    throw refusal(source, `has a query or a fragment: ${url.origin}${url.pathname} is all that it may hold`);
  }
  return (url.origin + url.pathname).replace(/\/+$/, "");
}

function refusal(source: string, problem: string): ConfigurationError {
  return new ConfigurationError(
    `The endpoint ${problem} (${source}). The API's own is ${SETTINGS.endpoint.default}.`,
  );
}
