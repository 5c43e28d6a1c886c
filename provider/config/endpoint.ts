import { ConfigurationError } from "../errors";
import { SETTINGS } from "./settingsTable";

/**
 * Checks the endpoint: credentials go there, so it must be https, except to this machine itself.
 *
 * @param text the endpoint as configured. A path is kept, a trailing slash is dropped.
 * @param source the source of the setting, for the error
 * @throws {ConfigurationError} If it cannot be used. A password in it is not shown.
 */
export function parseEndpoint(text: string, source: string): string {
  const { origin, pathname } = new URL(URL.canParse(text) ? text : SETTINGS.endpoint.default);
  const hasQuery = /[?#]/.test(text);
  const problem =
    problemOfUrl(text) ??
    (hasQuery ? `has a query or a fragment: ${origin}${pathname} is all that it may hold` : undefined);
  if (problem !== undefined) {
    throw new ConfigurationError(
      `The endpoint ${problem} (${source}). The API's own is ${SETTINGS.endpoint.default}.`,
    );
  }
  return (origin + pathname).replace(/\/+$/, "");
}

/** Says why credentials cannot be sent to a URL, or returns undefined if they can. A password in it is not shown. */
export function problemOfUrl(text: string): string | undefined {
  if (/[\s\\]/.test(text)) {
    return "holds white space or a backslash";
  }
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    return "is not a URL that begins with https://";
  }
  if (url.username !== "" || url.password !== "") {
    return "holds a user name or a password; credentials have settings of their own";
  }
  if (url.protocol === "http:" && !/^(?:localhost|\[::1\]|127\.\d+\.\d+\.\d+)$/.test(url.hostname)) {
    return `is not https (${url.origin}): the credentials would travel in the clear`;
  }
  return undefined;
}
