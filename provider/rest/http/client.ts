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
  `(Pulumi dynamic provider; Node.js ${process.versions.node}; ${process.platform})`;

/** Longest body of a response that is read, in bytes. */
const MAX_RESPONSE_BYTES = 10 * 1024 * 1024;

const AGENT_OPTIONS = { keepAlive: true, minVersion: "TLSv1.2" } as const;

/** Sends requests to one endpoint, over connections that are kept open, with the key of the settings if there is one. */
export class Client implements Transport {
  private readonly http: AxiosInstance;
  private readonly endpoint: string;
  /** Of one request, in milliseconds, to the last byte of the response. */
  private readonly timeout: number;
  /** For the error about a connection that could not be made. */
  private readonly way: string;

  /**
   * @param adapter for tests: responds without a socket
   * @throws {ConfigurationError} If the environment names a proxy that cannot be used.
   */
  constructor(
    {
      endpoint,
      credentials,
      limits,
      userAgentSuffix,
    }: Pick<Settings, "endpoint" | "credentials" | "limits" | "userAgentSuffix">,
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
      // The proxy is the agent's affair: axios's own way through one makes a connection for every request.
      proxy: false,
      maxRedirects: 0,
      maxContentLength: MAX_RESPONSE_BYTES,
      // The response is read here, not by axios: a status is data, and a body that is no JSON keeps its text.
      validateStatus: () => true,
      responseType: "arraybuffer",
      transformResponse: (body: unknown) => body,
    });
  }

  /** @throws {InvalidResponseError} If the response is longer than 10 MB. */
  async send(request: HttpRequest): Promise<HttpResponse> {
    const { method, path, query, body, form, bearer, action } = request;
    // axios's own limit ends with the headers of the response; this one with its last byte.
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
      ? new ConnectionFailure("ETIMEDOUT", `no whole answer ${within}`)
      : new ConnectionFailure(NOT_CONNECTED, `no connection${this.way} ${within}`);
  }
}

/** If nothing can have been sent, the code says so: otherwise it would be unknown whether a POST was carried out. */
function failureIn(error: unknown): ConnectionFailure {
  const code = codeOf(error);
  const message = causeOf(error);
  if (hadConnection(error)) {
    return new ConnectionFailure(code, message);
  }
  const surely = code !== undefined && wasNeverSent(code) ? code : NOT_CONNECTED;
  return parseTlsFailure(surely, message) ?? new ConnectionFailure(surely, message);
}

/** Whether a byte of the request can have left. Over TLS none does before the certificate is accepted. */
function hadConnection(error: unknown): boolean {
  const request: unknown = isAxiosError(error) ? error.request : undefined;
  if (!(request instanceof ClientRequest)) {
    return true;
  }
  const { socket } = request;
  if (socket instanceof TLSSocket) {
    // The second if the user has switched the check of certificates off.
    return socket.authorized || (socket.authorizationError as Error | null) !== null;
  }
  return socket !== null && !socket.connecting;
}

function basic({ apiKey, apiSecret }: KeyCredentials): AxiosBasicCredentials {
  secrets.add(apiSecret);
  secrets.add(`${apiKey}:${apiSecret}`);
  return { username: apiKey, password: apiSecret };
}

/** The body without a byte order mark. Some gateways compress it and do not say so: gzip begins with 1f 8b. */
function bodyText(body: Buffer | string, contentType = ""): string {
  const bytes = Buffer.from(body);
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const charset = /;\s{0,9}charset\s{0,9}=\s{0,9}"?([\w.:-]{1,40})/i.exec(contentType)?.[1];
  return decoderOf(charset).decode(
    isGzip ? gunzipSync(bytes, { maxOutputLength: MAX_RESPONSE_BYTES }) : bytes,
  );
}

/** JSON is UTF-8 (RFC 8259, section 8.1), but a gateway's response may name another charset. One that is unknown is ignored. */
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

/** The message of the error: after failed connections to several addresses, that of the first one. */
function causeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  const message = messageOf(cause instanceof AggregateError ? cause.errors[0] : error);
  return message === "stream has been aborted" ? "the answer broke off in the middle" : message;
}
