import { type Credentials, remedyFor } from "../../config";
import { decodeMapping, type PartialGroupMapping } from "../../wire";
import type { Clock } from "../clock";
import {
  apiErrorFrom,
  decodeBody,
  type HttpRequest,
  type HttpResponse,
  InvalidResponseError,
  type Transport,
} from "../http";
import { requireSameId } from "./responses";

/** Sends the requests of the operations. Each returns a success or throws. */
export class ApiRequests {
  /** Increases before and after every write, because anything read in between may be out of date. */
  writes = 0;
  /** Minimum offset of the server's clock from ours: each Date is older than the arrival of its response. */
  private minServerClockOffsetMs = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly transport: Transport,
    private readonly credentials: Credentials,
    private readonly clock: Clock,
  ) {}

  /** @throws {ApiError} If the status is not a success. */
  async send(request: HttpRequest): Promise<HttpResponse> {
    const isWrite = request.method !== "GET";
    this.writes += isWrite ? 1 : 0;
    const response = await this.transport.send(request).finally(() => {
      this.writes += isWrite ? 1 : 0;
    });
    const serverTime = Date.parse(response.header("date") ?? "");
    if (!Number.isNaN(serverTime)) {
      const offset = serverTime - this.clock.now();
      this.minServerClockOffsetMs = Math.max(this.minServerClockOffsetMs, offset);
    }
    const { status } = response;
    // After any 2xx a write was carried out, or will be (RFC 9110, section 15). Treat an unknown one as 200.
    const isSuccess = status === 200 || (isWrite && status > 200 && status < 300);
    if (!isSuccess) {
      throw apiErrorFrom(request.action, response, remedyFor(this.credentials));
    }
    return response;
  }

  /** Returns the earliest time of the server's clock at `moment` of ours; undefined if no response had a Date. */
  serverTimeAt(moment: number): number | undefined {
    const time = moment + this.minServerClockOffsetMs;
    return Number.isFinite(time) ? time : undefined;
  }

  /**
   * Sends a request and decodes its response (to `whenEmpty` if the body is empty). If the response cannot be read, sends the
   * request once more, unless it is a POST.
   */
  async exchange<Value>(
    request: HttpRequest,
    decode: (json: unknown) => Value,
    whenEmpty?: Value,
  ): Promise<{ response: HttpResponse; value: Value }> {
    const attempt = async () => {
      const response = await this.send(request);
      return { response, value: decodeBody(request.action, response, decode, whenEmpty) };
    };
    return attempt().catch((error: unknown) => {
      if (error instanceof InvalidResponseError && request.method !== "POST") {
        return attempt();
      }
      throw error;
    });
  }

  /** Like {@link exchange}. @throws {InvalidResponseError} Also if the response is not about the mapping of the request. */
  async exchangeOne(request: HttpRequest): Promise<PartialGroupMapping> {
    const whenEmpty = request.method === "GET" ? undefined : {};
    const { response, value } = await this.exchange(request, decodeMapping, whenEmpty);
    requireSameId(request.action, response, value);
    return value;
  }
}
