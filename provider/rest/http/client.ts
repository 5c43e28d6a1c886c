import { Agent as HttpAgent, ClientRequest } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import { TLSSocket } from "node:tls";
import { gunzipSync } from "node:zlib";
import axios, {
  type AxiosAdapter,
  type AxiosBasicCredentials,
  type AxiosInstance,
  type AxiosResponseHeaders,
  isAxiosError,
} from "axios";
import { InvalidResponseError } from "./apiError";
import { ConnectionError } from "./connectionError";
import { type KeyCredentials, type Settings, VERSION } from "../../config";
import { type HttpRequest, type HttpResponse, retryMethod, type Transport } from "./transport";
import { ConnectionFailure, NOT_CONNECTED, parseTlsFailure, wasNeverSent } from "./errorCodes";
import { proxyFor } from "./proxy";
import { messageOf, secrets } from "../../errors";
import { TunnelAgent } from "./tunnelAgent";

const PRODUCT =
  `pulumi-confluent-sso/${VERSION} ` +
  `(Pulumi provider; Node.js ${process.versions.node}; ${process.platform})`;

/** Maximum size of a response body, in bytes. */
const MAX_RESPONSE_BYTES = 10 * 1024 * 1024;

const AGENT_OPTIONS = { keepAlive: true, minVersion: "TLSv1.2" } as const;

type ClientSettings = Pick<Settings, "endpoint" | "credentials" | "limits" | "userAgentSuffix">;

/** Sends requests to one endpoint over persistent connections, with the API key of the settings if there is one. */
export class Client implements Transport {
  private readonly http: AxiosInstance;
  private readonly endpoint: string;
  /** Time until the last byte of the response, in milliseconds. */
  private readonly timeout: number;
  /** Part of the error about a failed connection. */
  private readonly way: string;

  /**
   * @param adapter for tests: responds without a socket
   * @throws {ConfigurationError} If the environment has an invalid proxy.
   */
  constructor(
    { endpoint, credentials, limits, userAgentSuffix }: ClientSettings,
    adapter: "http" | AxiosAdapter = "http",
  ) {
    const proxy = proxyFor(endpoint);
    this.way = proxy === undefined ? "" : ` through the proxy ${proxy.url.origin}`;
    this.endpoint = endpoint;
    this.timeout = limits.requestTimeout;
    this.http = axios.create({
      adapter,
      baseURL: endpoint,
      ...("apiKey" in credentials && { auth: basic(credentials) }),
      headers: {
        Accept: "application/json",
        "User-Agent": userAgentSuffix === undefined ? PRODUCT : `${PRODUCT} ${userAgentSuffix}`,
      },
      httpAgent: new HttpAgent({ keepAlive: true }),
      httpsAgent:
        proxy === undefined
          ? new HttpsAgent(AGENT_OPTIONS)
          : new TunnelAgent(proxy, limits.requestTimeout, AGENT_OPTIONS),
      // The agent handles the proxy, because axios would open a new connection for every request.
      proxy: false,
      maxRedirects: 0,
      maxContentLength: MAX_RESPONSE_BYTES,
      // The response is not parsed by axios: no status is an exception, and a body that is not JSON stays unchanged.
      validateStatus: () => true,
      responseType: "arraybuffer",
      transformResponse: (body: unknown) => body,
    });
  }

  /** @throws {InvalidResponseError} If the response is longer than 10 MB. */
  async send(request: HttpRequest): Promise<HttpResponse> {
    const { method, path, query, body, form, bearer, action } = request;
    // The timeout of axios ends with the response headers; this one ends with the last byte.
    const signal = AbortSignal.timeout(this.timeout);
    try {
      const { status, statusText, headers, data } = await this.http.request<Buffer | string>({
        method,
        url: path,
        signal,
        params: query,
        data: form === undefined ? body : new URLSearchParams(form).toString(),
        headers: {
          ...(bearer !== undefined && { Authorization: `Bearer ${bearer}` }),
          ...(form !== undefined && { "Content-Type": "application/x-www-form-urlencoded" }),
        },
      });
      return {
        status,
        statusText,
        header: (name) => (headers as AxiosResponseHeaders).get(name)?.toString(),
        body: bodyText(data, (headers as AxiosResponseHeaders).get("content-type")?.toString()),
      };
    } catch (error) {
      if (messageOf(error).includes("maxContentLength") || codeOf(error) === "ERR_BUFFER_TOO_LARGE") {
        throw new InvalidResponseError(action, "it is longer than 10 MB");
      }
      const { code, message } = signal.aborted ? this.timedOut(error) : failureIn(error);
      throw new ConnectionError(action, retryMethod(request), this.endpoint, code, message);
    }
  }

  private timedOut(error: unknown): ConnectionFailure {
    const within = `within ${this.timeout / 1_000} s`;
    return hadConnection(error)
      ? new ConnectionFailure("ETIMEDOUT", `no complete response ${within}`)
      : new ConnectionFailure(NOT_CONNECTED, `no connection${this.way} ${within}`);
  }
}

/** Returns the failure. If nothing was sent, its code says so, because the outcome of a POST would otherwise be unknown. */
function failureIn(error: unknown): ConnectionFailure {
  const code = codeOf(error);
  const message = causeOf(error);
  if (hadConnection(error)) {
    return new ConnectionFailure(code, message);
  }
  const surely = code !== undefined && wasNeverSent(code) ? code : NOT_CONNECTED;
  return parseTlsFailure(surely, message) ?? new ConnectionFailure(surely, message);
}

/** Whether any byte of the request may have been sent. Over TLS none is sent before the certificate is accepted. */
function hadConnection(error: unknown): boolean {
  const request: unknown = isAxiosError(error) ? error.request : undefined;
  if (!(request instanceof ClientRequest)) {
    return true;
  }
  const { socket } = request;
  if (socket instanceof TLSSocket) {
    // The second condition applies if the user has disabled certificate verification.
    return socket.authorized || (socket.authorizationError as Error | null) !== null;
  }
  return socket !== null && !socket.connecting;
}

function basic({ apiKey, apiSecret }: KeyCredentials): AxiosBasicCredentials {
  secrets.add(apiSecret);
  secrets.add(`${apiKey}:${apiSecret}`);
  return { username: apiKey, password: apiSecret };
}

/** Returns the body without a byte order mark. Some gateways compress it without a header: gzip begins with 1f 8b. */
function bodyText(body: Buffer | string, contentType = ""): string {
  const bytes = Buffer.from(body);
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const charset = /;\s{0,9}charset\s{0,9}=\s{0,9}"?([\w.:-]{1,40})/i.exec(contentType)?.[1];
  return decoderOf(charset).decode(
    isGzip ? gunzipSync(bytes, { maxOutputLength: MAX_RESPONSE_BYTES }) : bytes,
  );
}

/** JSON is UTF-8 (RFC 8259, section 8.1), but a gateway may use another charset. An unknown charset is ignored. */
function decoderOf(charset: string | undefined): InstanceType<typeof TextDecoder> {
  try {
    return new TextDecoder(charset);
  } catch {
    return new TextDecoder();
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
}

/** Returns the message of the error, or of the first one if connections to several addresses failed. */
function causeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  const message = messageOf(cause instanceof AggregateError ? cause.errors[0] : error);
  return message === "stream has been aborted" ? "the response ended early" : message;
}
