import { getProxyForUrl } from "proxy-from-env";
import { decoded } from "./urls";
import { ConfigurationError, secrets } from "../../errors";

export interface Proxy {
  /** Scheme (http or https), host, and port; nothing else is used. */
  readonly url: URL;
  /** The value of Proxy-Authorization. */
  readonly authorization: string | undefined;
}

/** In the order of precedence of proxy-from-env. */
const VARIABLES = ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"];

/**
 * Returns the proxy of the environment. An http endpoint is on this machine and never uses one.
 * @throws {ConfigurationError} If it is not an HTTP or HTTPS proxy.
 */
export function proxyFor(endpoint: string): Proxy | undefined {
  if (endpoint.startsWith("http:") || getProxyForUrl(endpoint) === "") {
    return undefined;
  }
  const variable = VARIABLES.find((name) => (process.env[name] ?? "") !== "") ?? "";
  const text = process.env[variable]?.trim() ?? "";
  // The default scheme is http, as in curl; proxy-from-env would use the endpoint's.
  const whole = text.includes("://") ? text : `http://${text}`;
  const url = URL.canParse(whole) ? new URL(whole) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw new ConfigurationError(
      `The environment variable ${variable} is not the URL of an HTTP or HTTPS proxy, such as http://localhost:3128 ` +
        "(its value is not shown, because it may contain a password). Correct it, or add the endpoint's host to NO_PROXY.",
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
