import { getProxyForUrl } from "proxy-from-env";
import { decoded } from "./urls";
import { ConfigurationError, secrets } from "../../errors";

export interface Proxy {
  /** http or https, host and port; nothing else is of use. */
  readonly url: URL;
  /** The value of Proxy-Authorization. */
  readonly authorization: string | undefined;
}

/** In the order in which proxy-from-env looks. */
const VARIABLES = ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"];

/**
 * The proxy that the environment names for the endpoint. An endpoint over http has none: it is on this machine, and the
 * proxy would hear the credentials.
 *
 * @throws {ConfigurationError} If it is no http or https proxy.
 */
export function proxyFor(endpoint: string): Proxy | undefined {
  if (endpoint.startsWith("http:") || getProxyForUrl(endpoint) === "") {
    return undefined;
  }
  const variable = VARIABLES.find((name) => (process.env[name] ?? "") !== "") ?? "";
  const text = process.env[variable]?.trim() ?? "";
  // Without a scheme it is http, as for curl; proxy-from-env would take the endpoint's.
  const whole = text.includes("://") ? text : `http://${text}`;
  const url = URL.canParse(whole) ? new URL(whole) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw new ConfigurationError(
      `The environment variable ${variable} is not the URL of an http or https proxy, as http://localhost:3128 is ` +
        "(its value is not shown, for it may hold a password). Correct it, or name the endpoint's host in NO_PROXY.",
    );
  }
  return { url, authorization: authorizationOf(url) };
}

function authorizationOf({ username, password }: URL): string | undefined {
  if (username === "" && password === "") {
    return undefined;
  }
  const pair = `${decoded(username)}:${decoded(password)}`;
  secrets.add(decoded(password));
  secrets.add(pair);
  return `Basic ${Buffer.from(pair, "utf8").toString("base64")}`;
}
