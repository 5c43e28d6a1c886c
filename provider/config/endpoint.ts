import { ConfigurationError } from "../errors";
import { SETTINGS } from "./settingsTable";

/**
 * Checks the endpoint. It must use https, because it receives the credentials. Only an endpoint on this machine may use http.
 *
 * @param text the endpoint as configured. A path is kept, a trailing slash is dropped.
 * @param source the source of the setting, for the error
 * @throws {ConfigurationError} If the endpoint cannot be used. The error does not show a password in it.
 */
export function parseEndpoint(text: string, source: string): string {
  const { origin, pathname } = new URL(URL.canParse(text) ? text : SETTINGS.endpoint.default);
  const hasQuery = /[?#]/.test(text);
  const problem =
    problemOfUrl(text) ??
    (hasQuery ? `must be only ${origin}${pathname}, without a query or a fragment` : undefined);
  if (problem !== undefined) {
    throw new ConfigurationError(
      `The endpoint ${problem} (${source}). The default is ${SETTINGS.endpoint.default}.`,
    );
  }
  return (origin + pathname).replace(/\/+$/, "");
}

/** Returns why credentials cannot be sent to a URL, or undefined if they can. The reason does not show a password in the URL. */
export function problemOfUrl(text: string): string | undefined {
  if (/[\s\\]/.test(text)) {
    return "contains white space or a backslash";
  }
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    return "is not a URL that begins with https://";
  }
  if (url.username !== "" || url.password !== "") {
    return "contains a user name or a password, but credentials have their own settings";
  }
  if (url.protocol === "http:" && !/^(?:localhost|\[::1\]|127\.\d+\.\d+\.\d+)$/.test(url.hostname)) {
    return `does not use https (${url.origin}), so the credentials would be sent unencrypted`;
  }
  return undefined;
}
