import type { GroupMapping } from "../../provider/wire";
import {
  type ApiOptions,
  authenticate,
  createErrorResponse,
  createFaultResponse,
  createRequestId,
  createUnauthenticated,
  type CredentialsInUse,
  describeError,
  type Fault,
  FaultQueue,
  type HttpResponse,
  lowerCaseNames,
  type OAuthInUse,
  type RateLimit,
  readBearerToken,
  type ReceivedRequest,
  type RecordedExchange,
  Recorder,
  resolveOptions,
  TokenService,
} from "../core";
import { RateLimitSimulator } from "../rateLimit";
import { Store } from "../store";
import { representMapping } from "./representation";
import { findRoute } from "./routes";

/** The largest body in bytes, 1 MiB. The response to a larger one is a 413. */
export const MAX_BODY_BYTES = 1_048_576;

/** A request without a socket. */
export interface EmulatorRequest {
  readonly method: string;
  /** Path and query as they are sent; scheme and host before them are ignored. */
  readonly url: string;
  /** Names in any case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Default: none. */
  readonly body?: string;
  /** Aborted when the client is gone: ends a fault's delay, and no response is recorded. */
  readonly signal?: AbortSignal;
}

/** The outcome of a request: an answer, or a connection to break before or after the request is executed. */
export type EmulatorResponse =
  | ({ readonly kind: "answer" } & HttpResponse)
  | { readonly kind: "reset" }
  | { readonly kind: "lost answer" };

/** The emulated API without a socket: {@link startEmulator} puts it on a port, a test may put it behind an HTTP client's adapter. */
export interface EmulatorApi {
  /** An internal error is a 500. Rejected only if an injected sleep is. */
  readonly handle: (request: EmulatorRequest) => Promise<EmulatorResponse>;
  /** The accepted credentials, each with its organization. */
  readonly credentials: readonly CredentialsInUse[];
  /** How to get tokens; undefined without the option `oauth`. */
  readonly oauth: OAuthInUse | undefined;
  /** Copies of the live mappings of one organization, or of all, in the order of creation. */
  readonly mappings: (organizationId?: string) => GroupMapping[];
  /** Copies of the requests and their responses, in the order of arrival. */
  readonly requests: () => RecordedExchange[];
  /** @throws {RangeError} If a number of the fault is out of its limits. */
  readonly addFault: (fault: Fault) => void;
  /**
   * Sets another rate limit, or none, and forgets what was used of the last one. A smaller limit has the effect of other
   * clients that use the same one.
   *
   * @throws {RangeError} If a number is out of its limits.
   */
  readonly setRateLimit: (rateLimit: RateLimit | undefined) => void;
  /** Forgets mappings, requests, faults and what was used of the rate limit, and empties the data file. */
  readonly reset: () => Promise<void>;
  /** Fulfilled when every write requested so far has ended. */
  readonly settled: () => Promise<void>;
  /**
   * Finishes the writes requested so far and releases the data file, so that another emulator can use it. Later writes to
   * the file fail. Does nothing if there is no data file. Can be called again.
   */
  readonly close: () => Promise<void>;
}

/**
 * Creates the emulated API.
 *
 * @param url the address for `metadata.self` and Location, without a slash at its end.
 * @throws {RangeError} If an option is out of its limits.
 * @throws {Error} If the data file cannot be used, for example because another emulator uses it.
 */
export function createApi(url: () => string, options: ApiOptions = {}): EmulatorApi {
  const resolved = resolveOptions(options);
  const { credentials, oauth, quota, missing, clock, latencyMs, sleep } = resolved;
  const queue = new FaultQueue(resolved.faults);
  const limiter = new RateLimitSimulator(resolved.rateLimit, clock);
  const store = new Store(resolved);
  const recorder = new Recorder();
  const tokens = oauth && new TokenService(oauth, clock);

  async function respond(request: ReceivedRequest): Promise<HttpResponse> {
    const tokenResponse = tokens?.respond(request);
    if (tokenResponse !== undefined) {
      return tokenResponse;
    }
    const route = findRoute(request.method, request.path);
    if ("failure" in route) {
      return route.failure;
    }
    const { authorization } = request.headers;
    const known = authenticate(authorization, credentials);
    const organizationId = known?.organizationId ?? tokens?.organizationOf(authorization);
    if (organizationId === undefined) {
      const isToken = tokens !== undefined && readBearerToken(authorization) !== "";
      return createUnauthenticated(isToken ? "Bearer" : "Basic");
    }
    try {
      return await limiter.limit(known ?? organizationId, async () => {
        if (Buffer.byteLength(request.body) > MAX_BODY_BYTES) {
          const detail = `The body has more than ${MAX_BODY_BYTES} bytes`;
          return createErrorResponse(413, { code: "payload_too_large", detail });
        }
        const { id, operation } = route;
        return operation({ ...request, organizationId, id, store, quota, missing, url: url() });
      });
    } catch (error) {
      return createErrorResponse(500, { code: "internal_server_error", detail: describeError(error) });
    }
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
      const { status, headers, body } = isResponse ? createFaultResponse(fault) : await respond(request);
      if (fault === "lost answer") {
        return { kind: "lost answer" };
      }
      if (latencyMs > 0) {
        await sleep(latencyMs, given.signal);
      }
      if (typeof fault === "object" && "delayMs" in fault) {
        await sleep(fault.delayMs, given.signal);
      }
      const response = { status, headers: { "x-request-id": createRequestId(), ...headers }, body };
      if (given.signal?.aborted !== true) {
        record(response);
      }
      return { kind: "answer", ...response };
    },
    mappings: (organizationId) =>
      store.live(organizationId).map((mapping) => representMapping(mapping, url())),
    requests: () => recorder.exchanges(),
    addFault: (fault) => {
      queue.add(fault);
    },
    setRateLimit: (rateLimit) => {
      limiter.set(rateLimit);
    },
    reset: async () => {
      queue.clear();
      limiter.clear();
      await store.clear();
      recorder.clear();
    },
    settled: () => store.settled(),
    close: () => store.close(),
  };
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
