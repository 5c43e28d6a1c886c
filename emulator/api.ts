import type { GroupMapping } from "../provider/wire";
import { type EmulatorCredentials, readAuthorization, unauthenticated } from "./authentication";
import { createFaultResponse, type Fault, FaultQueue } from "./faults";
import {
  createRequestId,
  type HttpResponse,
  lowerCaseNames,
  type ReceivedRequest,
  reject,
  RejectedRequest,
} from "./httpResponse";
import { findRoute, representMapping } from "./operations";
import { type ApiOptions, type OAuthInUse, resolveOptions } from "./options";
import { type RateLimit, RateLimitSimulator } from "./rateLimit";
import { type RecordedExchange, Recorder } from "./recording";
import { describeError, Store } from "./store/index";
import { TokenService } from "./tokenService";

/** A request to an emulator that does not use a socket. */
export interface EmulatorRequest {
  readonly method: string;
  /** The path and query, as they are sent. A scheme and host are ignored. */
  readonly url: string;
  /** Header names are case-insensitive. */
  readonly headers: Readonly<Record<string, string>>;
  /** Default: none. */
  readonly body?: string;
}

/** The outcome of a request: a response, or a connection that breaks before or after the request is executed. */
export type EmulatorResponse =
  | ({ readonly kind: "response" } & HttpResponse)
  | { readonly kind: "reset" }
  | { readonly kind: "lost answer" };

/** The emulated API without a socket. {@link startEmulator} serves it on a port, and a test can call it from an HTTP adapter. */
export interface EmulatorApi {
  /** Responds to a request. An internal error is a 500. The promise is rejected only if an injected `sleep` rejects. */
  readonly handle: (request: EmulatorRequest) => Promise<EmulatorResponse>;
  /** The accepted credentials, each with its organization. */
  readonly credentials: readonly Required<EmulatorCredentials>[];
  /** How to get tokens. Undefined without the option `oauth`. */
  readonly oauth: OAuthInUse | undefined;
  /** Returns copies of the mappings of one organization, or of all organizations, in the order of creation. */
  readonly mappings: (organizationId?: string) => GroupMapping[];
  /** Returns copies of the requests and their responses, in the order of arrival. */
  readonly requests: () => RecordedExchange[];
  /** @throws {RangeError | TypeError} If the status or a header of the response is not valid in HTTP. */
  readonly addFault: (fault: Fault) => void;
  /** Sets or removes the rate limit, and resets its usage. */
  readonly setRateLimit: (rateLimit: RateLimit | undefined) => void;
  /** Removes all mappings, requests, and faults; resets the usage of the rate limit; and empties the data file. */
  readonly reset: () => Promise<void>;
  /** Releases the data file, so that another emulator can use it. Later writes to the file fail. Can be called repeatedly. */
  readonly close: () => Promise<void>;
}

/**
 * Creates the emulated API.
 *
 * @param url the base URL for `metadata.self` and Location, without a trailing slash.
 * @throws {Error} If the data file cannot be used, for example because another emulator uses it.
 */
export function createApi(url: () => string, options: ApiOptions = {}): EmulatorApi {
  const resolved = resolveOptions(options);
  const { credentials, oauth, quota, missing, now, latencyMs, sleep } = resolved;
  const queue = new FaultQueue();
  const limiter = new RateLimitSimulator(resolved.rateLimit, now);
  const store = new Store(now, resolved.deletionLag, resolved.dataFile);
  const recorder = new Recorder();
  const tokens = oauth && new TokenService(oauth, now);

  function respond(request: ReceivedRequest): HttpResponse {
    const tokenResponse = tokens?.respond(request);
    if (tokenResponse !== undefined) {
      return tokenResponse;
    }
    const { operation, id } = findRoute(request.method, request.path);
    const { authorization } = request.headers;
    const key = Buffer.from(readAuthorization("basic", authorization), "base64").toString("utf8");
    const known = credentials.find(({ apiKey, apiSecret }) => key === `${apiKey}:${apiSecret}`);
    const organizationId = known?.organizationId ?? tokens?.organizationOf(authorization);
    if (organizationId === undefined) {
      const isToken = tokens !== undefined && readAuthorization("bearer", authorization) !== "";
      throw unauthenticated(isToken ? "Bearer" : "Basic");
    }
    // The access tokens of one organization share a limit.
    const limit = limiter.count(known ?? organizationId);
    const response = attempt(() => {
      if (!limit.isAccepted) {
        throw reject(429, { code: "too_many_requests", detail: "Too Many Requests" });
      }
      return operation({ ...request, organizationId, id, store, quota, missing, url: url() });
    });
    return { ...response, headers: { ...response.headers, ...limit.headers } };
  }

  return {
    credentials,
    oauth,
    handle: async (given) => {
      const request = receive(given);
      const fault = queue.next(request);
      const record = recorder.begin(request, fault !== undefined);
      if (fault === "reset") {
        return { kind: "reset" };
      }
      const isResponse = typeof fault === "object" && "status" in fault;
      const answer = isResponse ? createFaultResponse(fault) : attempt(() => respond(request));
      if (fault === "lost answer") {
        return { kind: "lost answer" };
      }
      const delayMs = typeof fault === "object" && "delayMs" in fault ? fault.delayMs : 0;
      if (latencyMs + delayMs > 0) {
        await sleep(latencyMs + delayMs);
      }
      const response = { ...answer, headers: { "x-request-id": createRequestId(), ...answer.headers } };
      record(response);
      return { kind: "response", ...response };
    },
    mappings: (organizationId) =>
      store.live(organizationId).map((mapping) => representMapping(mapping, url())),
    requests: recorder.exchanges.bind(recorder),
    addFault: queue.add.bind(queue),
    setRateLimit: limiter.set.bind(limiter),
    reset: () =>
      new Promise((resolve) => {
        queue.clear();
        limiter.clear();
        store.clear();
        recorder.clear();
        resolve();
      }),
    close: store.close.bind(store),
  };
}

function attempt(respond: () => HttpResponse): HttpResponse {
  try {
    return respond();
  } catch (error) {
    return error instanceof RejectedRequest
      ? error.response
      : reject(500, { code: "internal_server_error", detail: describeError(error) }).response;
  }
}

function receive({ method, url, headers, body = "" }: EmulatorRequest): ReceivedRequest {
  const [path = "", query = ""] = url.replace(/^[a-z]+:\/\/[^/?]*/i, "").split(/\?(.*)/s);
  return {
    method: method.toUpperCase(),
    path,
    query: Object.fromEntries(new URLSearchParams(query)),
    headers: lowerCaseNames(headers),
    body,
  };
}
