import { type IncomingMessage, request as requestOverHttp } from "node:http";
import { Agent, type AgentOptions, request as requestOverHttps, type RequestOptions } from "node:https";
import type { Duplex } from "node:stream";
import { connect } from "node:tls";
import {
  ConnectionFailure,
  isCertificateError,
  PROXY_AUTH_REQUIRED,
  PROXY_FAILED,
  PROXY_REFUSED,
} from "./errorCodes";
import type { Proxy } from "./proxy";

/** Statuses of a proxy that may be temporary. */
const TRANSIENT_STATUSES: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504]);

/**
 * Makes each connection through a proxy: CONNECT (RFC 9110, section 9.3.6), then TLS with the API itself. https-proxy-agent,
 * which axios uses, returns an error status of the proxy as if it came from the API. hpagent drops the proxy's reason.
 */
export class TunnelAgent extends Agent {
  /** @param timeout how long to wait for the proxy, in milliseconds */
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
    // The types of Node.js do not say that there is no stream after an error.
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
    const isOverTls = url.protocol === "https:";
    return new Promise((resolve, reject) => {
      (isOverTls ? requestOverHttps : requestOverHttp)({
        method: "CONNECT",
        hostname: url.hostname.replace(/^\[|\]$/g, ""),
        port: url.port,
        path: authority,
        headers: {
          Host: authority,
          ...(authorization !== undefined && { "Proxy-Authorization": authorization }),
        },
        agent: false,
        signal: AbortSignal.timeout(this.timeout),
        ...(isOverTls && { minVersion: this.options.minVersion }),
      })
        .once("connect", ({ statusCode = 0, statusMessage = "" }: IncomingMessage, socket: Duplex) => {
          if (statusCode >= 200 && statusCode < 300) {
            resolve(socket);
            return;
          }
          socket.destroy();
          const status = `${statusCode} ${statusMessage}`.trim();
          reject(new ConnectionFailure(codeOf(statusCode), `the proxy ${url.origin} answered ${status}`));
        })
        .once("error", ({ code = "", message }: NodeJS.ErrnoException) => {
          const cause = `the proxy ${url.origin} cannot be used: ${message === "" ? code : message}`;
          reject(new ConnectionFailure(isCertificateError(code) ? code : PROXY_FAILED, cause));
        })
        .end();
    });
  }
}

function codeOf(status: number): string {
  if (status === 407) {
    return PROXY_AUTH_REQUIRED;
  }
  return TRANSIENT_STATUSES.has(status) ? PROXY_FAILED : PROXY_REFUSED;
}
