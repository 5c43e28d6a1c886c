import { type IncomingMessage, request as requestOverHttp } from "node:http";
import { Agent, type AgentOptions, request as requestOverHttps, type RequestOptions } from "node:https";
import type { Duplex } from "node:stream";
import { connect } from "node:tls";
import {
  ConnectionFailure,
  isCertificateError,
  PROXY_FAILED,
  PROXY_REFUSED,
  PROXY_AUTH_REQUIRED,
} from "./errorCodes";
import type { Proxy } from "./proxy";

/** Answers of a proxy that it may not give a moment later. */
const TRANSIENT_STATUSES: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504]);

/**
 * Makes each connection through a proxy: CONNECT (RFC 9110, section 9.3.6), then TLS with the API itself, of which the
 * proxy hears nothing. Connections are kept open as any other agent's are.
 *
 * axios's own way through a proxy, and the library that it uses for it, make a new connection for every request, and hand
 * on a refusal of the proxy's as if the API had answered it.
 */
export class TunnelAgent extends Agent {
  /** @param timeout how long the proxy may take to answer, in milliseconds */
  constructor(
    private readonly proxy: Proxy,
    private readonly timeout: number,
    options: AgentOptions,
  ) {
    super(options);
  }

  override createConnection(
    options: RequestOptions,
    callback?: (error: Error | null, stream: Duplex) => void,
  ): undefined {
    // Node's types forget that there is no stream where there is an error.
    const done = callback as ((error: Error | null, stream?: Duplex) => void) | undefined;
    this.tunnelTo(`${options.host ?? ""}:${options.port ?? ""}`)
      .then((socket) => connect({ ...(options as object), socket }))
      .then(
        (stream) => done?.(null, stream),
        (error: unknown) => done?.(error as Error),
      );
  }

  private tunnelTo(authority: string): Promise<Duplex> {
    const { url, authorization } = this.proxy;
    const request = url.protocol === "https:" ? requestOverHttps : requestOverHttp;
    return new Promise((resolve, reject) => {
      const connecting = request({
        method: "CONNECT",
        hostname: url.hostname.replace(/^\[|\]$/g, ""),
        port: url.port === "" ? undefined : url.port,
        path: authority,
        headers: {
          Host: authority,
          ...(authorization !== undefined && { "Proxy-Authorization": authorization }),
        },
        agent: false,
        signal: AbortSignal.timeout(this.timeout),
        ...(url.protocol === "https:" && { minVersion: this.options.minVersion }),
      });
      connecting.once("connect", (answer: IncomingMessage, socket: Duplex) => {
        const fault = refusalIn(answer, url);
        if (fault === undefined) {
          resolve(socket);
        } else {
          socket.destroy();
          reject(fault);
        }
      });
      connecting.once("error", (error: NodeJS.ErrnoException) => {
        reject(unreachable(error, url));
      });
      connecting.end();
    });
  }
}

/** Any 2xx opens the tunnel. */
function refusalIn(
  { statusCode = 0, statusMessage = "" }: IncomingMessage,
  url: URL,
): ConnectionFailure | undefined {
  if (statusCode >= 200 && statusCode < 300) {
    return undefined;
  }
  const code =
    statusCode === 407
      ? PROXY_AUTH_REQUIRED
      : TRANSIENT_STATUSES.has(statusCode)
        ? PROXY_FAILED
        : PROXY_REFUSED;
  return new ConnectionFailure(
    code,
    `the proxy ${url.origin} answered ${`${statusCode} ${statusMessage}`.trim()}`,
  );
}

function unreachable(error: NodeJS.ErrnoException, url: URL): ConnectionFailure {
  const { code = "", name, message } = error;
  return new ConnectionFailure(
    isCertificateError(code) ? code : PROXY_FAILED,
    name === "AbortError"
      ? `the proxy ${url.origin} did not answer in time`
      : `the proxy ${url.origin} cannot be used: ${message === "" ? code : message}`,
  );
}
