import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import { gunzipSync } from "node:zlib";
import axios, {
  type AxiosAdapter,
  type AxiosBasicCredentials,
  type AxiosInstance,
  isAxiosError,
} from "axios";
import { VERSION } from "../version";
import { ConnectionError, UnreadableAnswerError } from "./apiError";
import { type Answer, type Request, retriedAs, type Transport } from "./exchange";
import type { KeyCredentials } from "./credentials";
import { secrets } from "./redaction";
import type { Settings } from "./settings";

/** Longest body of an answer that is read, in bytes. */
const LONGEST_ANSWER = 10 * 1024 * 1024;

const USER_AGENT =
  `pulumi-confluent-sso/${VERSION} ` +
  `(Pulumi dynamic provider; Node.js ${process.versions.node}; ${process.platform})`;

/**
 * Sends requests to one endpoint, over connections that are kept open. A key of the settings goes with each of them; a
 * token stands in the request that it is for.
 */
export class Client implements Transport {
  private readonly http: AxiosInstance;
  /** Of one request, in milliseconds, from the connection's start to the last byte of the answer. */
  private readonly timeout: number;

  /** @param adapter for tests: answers without a socket */
  constructor(
    { endpoint, credentials, limits }: Pick<Settings, "endpoint" | "credentials" | "limits">,
    adapter: "http" | AxiosAdapter = "http",
  ) {
    this.timeout = limits.requestTimeout;
    this.http = axios.create({
      adapter,
      baseURL: endpoint,
      ...("apiKey" in credentials && { auth: basic(credentials) }),
      headers: { Accept: "application/json", "User-Agent": USER_AGENT },
      httpAgent: new HttpAgent({ keepAlive: true }),
      httpsAgent: new HttpsAgent({ keepAlive: true, minVersion: "TLSv1.2" }),
      // Credentials go to the configured endpoint and nowhere else: over http, not even to a proxy.
      ...(endpoint.startsWith("http:") && { proxy: false as const }),
      maxRedirects: 0,
      maxContentLength: LONGEST_ANSWER,
      // The answer is read here, not by axios: a status is data, and a body that is no JSON keeps its text.
      validateStatus: () => true,
      responseType: "arraybuffer",
      transformResponse: (body: unknown) => body,
    });
  }

  /**
   * @returns the answer, of any status
   * @throws ConnectionError where there was none
   * @throws UnreadableAnswerError where it is longer than 10 MB
   */
  async send(request: Request): Promise<Answer> {
    const { method, path, query, action } = request;
    // axios's own limit ends with the headers of the answer; this one with its last byte.
    const signal = AbortSignal.timeout(this.timeout);
    try {
      const response = await this.http.request<unknown>({
        method,
        url: path,
        signal,
        ...(query !== undefined && { params: query }),
        ...contentOf(request),
      });
      return {
        status: response.status,
        statusText: response.statusText,
        header: (name) => headerText(response.headers[name.toLowerCase()]),
        body: textOf(response.data),
      };
    } catch (error) {
      const tooLong = isAxiosError(error) && error.message.includes("maxContentLength");
      if (tooLong || codeOf(error) === "ERR_BUFFER_TOO_LARGE") {
        throw new UnreadableAnswerError(action, "it is longer than 10 MB");
      }
      throw new ConnectionError(
        action,
        retriedAs(request),
        this.http.defaults.baseURL ?? "",
        signal.aborted ? "ETIMEDOUT" : codeOf(error),
        signal.aborted ? `no whole answer within ${this.timeout / 1_000} s` : causeOf(error),
      );
    }
  }
}

function basic({ apiKey, apiSecret }: KeyCredentials): AxiosBasicCredentials {
  secrets.add(apiSecret);
  secrets.add(`${apiKey}:${apiSecret}`);
  return { username: apiKey, password: apiSecret };
}

/** Body and headers: JSON or a form, and a token. */
function contentOf({ body, form, bearer }: Request): { data?: string; headers: Record<string, string> } {
  const authorization = bearer === undefined ? {} : { Authorization: `Bearer ${bearer}` };
  if (form !== undefined) {
    const headers = { ...authorization, "Content-Type": "application/x-www-form-urlencoded" };
    return { data: new URLSearchParams(form).toString(), headers };
  }
  return body === undefined
    ? { headers: authorization }
    : { data: JSON.stringify(body), headers: { ...authorization, "Content-Type": "application/json" } };
}

/** The body as text. Some gateways compress it and do not say so: gzip begins with 1f 8b. */
function textOf(body: unknown): string {
  if (!Buffer.isBuffer(body)) {
    return typeof body === "string" ? body : "";
  }
  const isGzip = body[0] === 0x1f && body[1] === 0x8b;
  return (isGzip ? gunzipSync(body, { maxOutputLength: LONGEST_ANSWER }) : body).toString("utf8");
}

function headerText(value: unknown): string | undefined {
  return Array.isArray(value) ? value.join(", ") : typeof value === "string" ? value : undefined;
}

/** `ECONNRESET`, `ENOTFOUND`, …: Node's code for what went wrong, where there is one. */
function codeOf(error: unknown): string | undefined {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return typeof code === "string" ? code : undefined;
}

/** The message of the innermost error: that of a failed connection to several addresses is empty. */
function causeOf(error: unknown): string {
  const inner = error instanceof AggregateError ? (error.errors[0] as unknown) : error;
  const cause = inner instanceof Error ? inner.cause : undefined;
  if (cause instanceof Error && inner instanceof Error && inner.message === "") {
    return causeOf(cause);
  }
  return inner instanceof Error ? inner.message : String(inner);
}
