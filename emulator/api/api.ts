import type { GroupMapping } from "../../provider/wire/groupMapping";
import { addRequestId, type HttpResponse } from "../core/httpResponse";
import { authenticate, readBearerToken, type CredentialsInUse } from "../core/authentication";
import { bodyTooLarge, internalError, tokenRefused, unauthenticated } from "../core/errorResponses";
import { createFaultQueue, createFaultResponse, type Fault } from "../core/faults";
import { execute, type Backend } from "./operations";
import type { OAuthInUse } from "../core/oauthOptions";
import { resolveOptions, type ApiOptions } from "../core/options";
import { openDataFile } from "../store/persistence";
import type { RateLimit } from "../core/rateLimitOptions";
import { createRateLimitSimulator } from "../rateLimit/rateLimitSimulator";
import { describeError } from "../core/errors";
import { createRecorder, type ReceivedRequest, type RecordedExchange } from "../core/recording";
import { representMapping } from "./representation";
import { findRoute } from "./routes";
import { createStore } from "../store/store";
import { createTokenService } from "../core/tokenService";

/** The largest body in bytes, 1 MiB; a longer one is answered 413. */
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

/** What became of a request: an answer, or a connection to be broken before or after the request was executed. */
export type EmulatorResponse =
  | ({ readonly kind: "answer" } & HttpResponse)
  | { readonly kind: "reset" }
  | { readonly kind: "lost answer" };

/** The emulated API without a socket: {@link startEmulator} puts it on a port, a test may put it behind an HTTP client's adapter. */
export interface EmulatorApi {
  /** What goes wrong inside is a 500; rejected only where an injected sleep is. */
  readonly handle: (request: EmulatorRequest) => Promise<EmulatorResponse>;
  /** Who is let in, each with its organisation. */
  readonly credentials: readonly CredentialsInUse[];
  /** How tokens are had; undefined where the option `oauth` was not given. */
  readonly oauth: OAuthInUse | undefined;
  /** Copies of the live mappings in the order of creation; of all organisations where none is named. */
  readonly mappings: (organizationId?: string) => GroupMapping[];
  /** Copies of what was asked and answered, in the order of arrival. */
  readonly requests: () => RecordedExchange[];
  /** @throws RangeError when a number of the fault is out of its limits. */
  readonly addFault: (fault: Fault) => void;
  /**
   * Another rate limit from now on, or none: so that a budget shrinks because others use it, write less of it here. What
   * has been used of the last one is forgotten.
   *
   * @throws RangeError when a number is out of its limits.
   */
  readonly setRateLimit: (rateLimit: RateLimit | undefined) => void;
  /** Forgets mappings, requests, faults and what has been used of the rate limit, and empties the data file. */
  readonly reset: () => Promise<void>;
  /** Fulfilled when every write asked for so far has ended. */
  readonly settled: () => Promise<void>;
  /**
   * Finishes the writes asked for so far and releases the data file, so that another emulator can use it. Later writes to
   * the file fail. Does nothing if there is no data file. Can be called again.
   */
  readonly close: () => Promise<void>;
}

/**
 * The emulated API.
 *
 * @param url the address that its answers name in `metadata.self` and Location, without a slash at its end.
 * @throws RangeError when an option is out of its limits; Error when the data file cannot be used, for example because
 *   another emulator uses it.
 */
export function createApi(url: () => string, options: ApiOptions = {}): EmulatorApi {
  const {
    credentials,
    oauth,
    dataFile,
    faults,
    rateLimit,
    latencyMs,
    quota,
    missing,
    clock,
    deletionLag,
    sleep,
  } = resolveOptions(options);
  const queue = createFaultQueue(faults);
  const limiter = createRateLimitSimulator(rateLimit, clock);
  const file = dataFile === undefined ? undefined : openDataFile(dataFile);
  const store = createStore({ clock, deletionLag, quota, file });
  const recorder = createRecorder();
  const backend: Backend = { store, quota, missing, url };
  const tokens = oauth === undefined ? undefined : createTokenService(oauth, clock);

  async function answerTo(request: ReceivedRequest): Promise<HttpResponse> {
    const token = tokens?.answer(request);
    if (token !== undefined) {
      return token;
    }
    const route = findRoute(request.method, request.path);
    if ("failure" in route) {
      return route.failure;
    }
    const { authorization } = request.headers;
    const known = authenticate(authorization, credentials);
    const organizationId = known?.organizationId ?? tokens?.organizationOf(authorization);
    if (organizationId === undefined) {
      return tokens !== undefined && readBearerToken(authorization) !== ""
        ? tokenRefused()
        : unauthenticated();
    }
    try {
      return await limiter.limit(known ?? organizationId, async () =>
        Buffer.byteLength(request.body) > MAX_BODY_BYTES
          ? bodyTooLarge(MAX_BODY_BYTES)
          : execute(route, request, organizationId, backend),
      );
    } catch (error) {
      return internalError(describeError(error));
    }
  }

  return {
    credentials,
    oauth,
    handle: async (given) => {
      const request = receive(given);
      const fault = queue.next(request);
      const answered = recorder.begin(request, fault !== undefined);
      if (fault === "reset") {
        return { kind: "reset" };
      }
      const isAnswer = typeof fault === "object" && "status" in fault;
      const answer = addRequestId(isAnswer ? createFaultResponse(fault) : await answerTo(request));
      if (fault === "lost answer") {
        return { kind: "lost answer" };
      }
      if (latencyMs > 0) {
        await sleep(latencyMs, given.signal);
      }
      if (typeof fault === "object" && "delayMs" in fault) {
        await sleep(fault.delayMs, given.signal);
      }
      if (given.signal?.aborted !== true) {
        answered(answer);
      }
      return { kind: "answer", ...answer };
    },
    mappings: (organizationId) =>
      store.live(organizationId).map((mapping) => representMapping(mapping, url())),
    requests: recorder.exchanges,
    addFault: queue.add,
    setRateLimit: limiter.set,
    reset: async () => {
      queue.clear();
      limiter.clear();
      await store.clear();
      recorder.clear();
    },
    settled: store.settled,
    close: store.close,
  };
}

function receive({ method, url, headers, body = "" }: EmulatorRequest): ReceivedRequest {
  const [path = "", query = ""] = url.replace(/^[a-z]+:\/\/[^/?]*/i, "").split(/\?(.*)/s);
  return {
    method: method.toUpperCase(),
    path,
    query: Object.fromEntries(new URLSearchParams(query)),
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
    body,
  };
}
