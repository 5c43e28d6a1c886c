import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { createApi, MAX_BODY_BYTES, type EmulatorApi, type EmulatorResponse } from "./api/api";
import { createBoundedBody } from "./api/boundedBody";
import { createRequestId } from "./core/httpResponse";
import type { ApiOptions } from "./core/options";

export interface EmulatorOptions extends ApiOptions {
  /** TCP port on 127.0.0.1. Default 0: one that is free. */
  readonly port?: number;
}

/** An emulator on a port. */
export interface Emulator extends Omit<EmulatorApi, "handle" | "settled" | "close"> {
  /** The endpoint to give a client, for example `http://127.0.0.1:41234`. */
  readonly url: string;
  /**
   * Ends at once, connections that are kept alive too; a write that has begun is finished. Releases the data file, which
   * `reset` cannot empty afterward. May be called again.
   */
  readonly close: () => Promise<void>;
}

/**
 * Starts an emulator of `/iam/v2/sso/group-mappings` and `/org/v2/organizations` on 127.0.0.1.
 *
 * Facts: the API's published OpenAPI description; where the live API is known to differ (403 for an id that is gone,
 * links that name another host, the words about a null description), the live API.
 *
 * @throws RangeError when an option is out of its limits; Error when the data file or the port cannot be used, for
 *   example because another emulator uses it.
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const { port = 0, ...rest } = options;
  let url = "";
  const api = createApi(() => url, rest);
  const server = createServer({ keepAliveTimeout: 0, requireHostHeader: false });
  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    receive(request, response, api.handle);
  };
  server.on("request", listener).on("checkExpectation", listener).on("clientError", rejectMalformed);
  try {
    const listening = await listen(server, port);
    url = `http://${listening.address}:${listening.port}`;
  } catch (error) {
    await api.close();
    throw error;
  }
  const { credentials, oauth, mappings, requests, addFault, setRateLimit, reset } = api;
  let closed: Promise<void> | undefined;
  return {
    credentials,
    oauth,
    mappings,
    requests,
    addFault,
    setRateLimit,
    reset,
    url,
    close: () => (closed ??= close(server).then(api.close)),
  };
}

/**
 * Reads the request to its end, also the part of a body beyond the limit (which is not kept): a client that is still
 * sending would not read an answer. The request is handled in the very event that ends it, so that none begins after close.
 */
function receive(request: IncomingMessage, response: ServerResponse, handle: EmulatorApi["handle"]): void {
  const gone = new AbortController();
  response.on("close", () => {
    if (!response.writableFinished) {
      gone.abort();
    }
  });
  // One byte more than the limit, so that a body over the limit can be recognized.
  const boundedBody = createBoundedBody(MAX_BODY_BYTES + 1);
  request.on("data", boundedBody.append);
  request.on("end", () => {
    const { method = "", url = "", headers } = request;
    const body = boundedBody.take();
    handle({ method, url, headers: joinValues(headers), body, signal: gone.signal }).then(
      (outcome) => {
        send(outcome, request, response);
      },
      () => request.socket.destroy(),
    );
  });
}

function send(outcome: EmulatorResponse, request: IncomingMessage, response: ServerResponse): void {
  switch (outcome.kind) {
    case "reset":
      request.socket.resetAndDestroy();
      return;
    case "lost answer":
      request.socket.destroy();
      return;
    case "answer":
      response.writeHead(outcome.status, outcome.headers).end(outcome.body === "" ? undefined : outcome.body);
  }
}

/** What is not HTTP never becomes a request; it too is answered with a request id. */
function rejectMalformed(_error: Error, socket: Duplex): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  socket.end(`HTTP/1.1 400 Bad Request\r\nConnection: close\r\nX-Request-Id: ${createRequestId()}\r\n\r\n`);
}

function joinValues(headers: IncomingMessage["headers"]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, [value ?? ""].flat().join(", ")]),
  );
}

function listen(server: Server, port: number): Promise<AddressInfo> {
  return new Promise((fulfil, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", reject);
      fulfil(server.address() as AddressInfo);
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((fulfil) => {
    server.close(() => {
      fulfil();
    });
    server.closeAllConnections();
  });
}
