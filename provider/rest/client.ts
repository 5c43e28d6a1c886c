import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import axios, { type AxiosAdapter, type AxiosInstance, isAxiosError } from "axios";
import { VERSION } from "../version";
import { ConnectionError, UnreadableAnswerError } from "./apiError";
import type { Answer, Request } from "./exchange";
import { secrets } from "./redaction";
import type { Settings } from "./settings";

/** Time limit of one request, in milliseconds, from the connection's start to the last byte of the answer. */
export const REQUEST_TIMEOUT = 30_000;

/** Longest body of an answer that is read, in bytes. */
const LONGEST_ANSWER = 10 * 1024 * 1024;

const USER_AGENT =
  `pulumi-confluent-sso/${VERSION} ` +
  `(Pulumi dynamic provider; Node.js ${process.versions.node}; ${process.platform})`;

/** Sends requests to one endpoint with one pair of credentials, over connections that are kept open. */
export class Client {
  private readonly http: AxiosInstance;

  /** @param adapter for tests: answers without a socket */
  constructor({ endpoint, credentials }: Settings, adapter: "http" | AxiosAdapter = "http") {
    const { apiKey, apiSecret } = credentials;
    secrets.add(apiSecret);
    secrets.add(`${apiKey}:${apiSecret}`);
    this.http = axios.create({
      adapter,
      baseURL: endpoint,
      auth: { username: apiKey, password: apiSecret },
      headers: { Accept: "application/json", "User-Agent": USER_AGENT },
      httpAgent: new HttpAgent({ keepAlive: true }),
      httpsAgent: new HttpsAgent({ keepAlive: true, minVersion: "TLSv1.2" }),
      timeout: REQUEST_TIMEOUT,
      transitional: { clarifyTimeoutError: true },
      // Credentials go to the configured endpoint and nowhere else.
      maxRedirects: 0,
      maxContentLength: LONGEST_ANSWER,
      // The answer is read here, not by axios: a status is data, and a body that is no JSON keeps its text.
      validateStatus: () => true,
      responseType: "text",
      transformResponse: (body: unknown) => body,
    });
  }

  /**
   * @returns the answer, of any status
   * @throws ConnectionError where there was none
   * @throws UnreadableAnswerError where it is longer than 10 MB
   */
  async send({ method, path, query, body, action }: Request): Promise<Answer> {
    try {
      const response = await this.http.request<unknown>({
        method,
        url: path,
        ...(query !== undefined && { params: query }),
        ...(body !== undefined && {
          data: JSON.stringify(body),
          headers: { "Content-Type": "application/json" },
        }),
      });
      return {
        status: response.status,
        statusText: response.statusText,
        header: (name) => headerText(response.headers[name.toLowerCase()]),
        body: typeof response.data === "string" ? response.data : "",
      };
    } catch (error) {
      if (isAxiosError(error) && error.message.includes("maxContentLength")) {
        throw new UnreadableAnswerError(action, "it is longer than 10 MB");
      }
      throw new ConnectionError(
        action,
        method,
        this.http.defaults.baseURL ?? "",
        codeOf(error),
        causeOf(error),
      );
    }
  }
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
